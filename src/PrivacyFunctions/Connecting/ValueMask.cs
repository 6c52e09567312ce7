namespace PrivacyFunctions.Connecting;

/// <summary>One field that is masked.</summary>
/// <param name="Path">The column, then nested names in its JSON document; arrays on the way are looked through.</param>
/// <param name="Method">What replaces its values. An object is replaced whole, of an array each value.</param>
/// <param name="MaxLength">Most characters the replacement may have, by the data map: digests and random text are cut to it. Null when it does not say.</param>
public sealed record ValueMask(IReadOnlyList<string> Path, MaskMethod Method, int? MaxLength = null)
{
    /// <summary>The path joined by dots, as reports name the field.</summary>
    public string Field => string.Join('.', Path);
}
