namespace PrivacyFunctions.Connecting;

/// <summary>Some of a key's values, taken from one place of a row.</summary>
/// <param name="Values">As many as the key has fields; null where the value comes from elsewhere.</param>
/// <param name="Elements">The array elements that they lie in.</param>
internal sealed record KeyPart(KeyValue?[] Values, ElementTrail? Elements)
{
    /// <summary>The whole key.</summary>
    public KeyTuple Key => new([.. Values.Select(value => value!.Value)]);

    /// <summary>Together with the rest of the key.</summary>
    public KeyPart With(KeyPart other) => new([.. Values.Zip(other.Values, (own, theirs) => own ?? theirs)], ElementTrail.Join(Elements, other.Elements));
}

/// <summary>Elements, shared between the parts that lie in them.</summary>
/// <param name="Column">The column of an element; null for two trails joined.</param>
/// <param name="Start">Where in the column's document the element begins.</param>
/// <param name="Left">The one trail.</param>
/// <param name="Right">The other.</param>
internal sealed record ElementTrail(string? Column, int Start, ElementTrail? Left = null, ElementTrail? Right = null)
{
    public static ElementTrail? Join(ElementTrail? left, ElementTrail? right) => left is null ? right : right is null ? left : new ElementTrail(null, 0, left, right);

    /// <summary>Adds where the elements of a column begin.</summary>
    public void AddTo(string column, ISet<int> starts)
    {
        var open = new Stack<ElementTrail>([this]);
        while (open.TryPop(out var trail))
        {
            if (trail.Column == column) starts.Add(trail.Start);
            if (trail.Left is { } left) open.Push(left);
            if (trail.Right is { } right) open.Push(right);
        }
    }
}
