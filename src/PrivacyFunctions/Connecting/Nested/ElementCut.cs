namespace PrivacyFunctions.Connecting;

/// <summary>Which elements of one document's arrays are the person's, by one field that keys were compared with.</summary>
/// <param name="Path">The field, column first.</param>
/// <param name="Depth">How many leading names of <paramref name="Path"/> lie in arrays that are cut down; other arrays stay whole.</param>
/// <param name="Kept">Where in the document the elements begin that hold a key.</param>
public sealed record ElementCut(IReadOnlyList<string> Path, int Depth, IReadOnlySet<int> Kept);
