namespace PrivacyFunctions.Connecting;

/// <summary>A place on the way to a key's fields.</summary>
internal sealed class KeyPathNode
{
    private readonly List<(string Name, KeyPathNode Node)> _inner = [];

    /// <summary>The field that ends here, by its number; null when none does.</summary>
    public int? Field { get; private set; }

    /// <summary>What lies below, by name.</summary>
    public IReadOnlyList<(string Name, KeyPathNode Node)> Inner => _inner;

    /// <summary>The ways to fields, by column.</summary>
    public static IReadOnlyList<(string Column, KeyPathNode Node)> Of(IReadOnlyList<IReadOnlyList<string>> fields)
    {
        var root = new KeyPathNode();
        foreach (var (field, path) in fields.Index())
        {
            var node = root;
            foreach (var name in path) node = node.Child(name);
            if (node.Field is not null) throw new ArgumentException("A field stands twice in one key.", nameof(fields));
            node.Field = field;
        }

        return root._inner;
    }

    private KeyPathNode Child(string name)
    {
        var index = _inner.FindIndex(inner => inner.Name == name);
        if (index >= 0) return _inner[index].Node;
        var child = new KeyPathNode();
        _inner.Add((name, child));
        return child;
    }
}
