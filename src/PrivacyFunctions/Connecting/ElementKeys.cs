namespace PrivacyFunctions.Connecting;

/// <summary>Keys inside arrays of a document: only elements that hold one of them belong to the person.</summary>
/// <param name="Path">Where the keys stand: the column, then nested names.</param>
/// <param name="Depth">How many leading names of <paramref name="Path"/> lie in arrays whose other elements are left alone.</param>
/// <param name="IsKey">Whether a value is one of the keys.</param>
public sealed record ElementKeys(IReadOnlyList<string> Path, int Depth, Func<KeyValue, bool> IsKey);
