namespace PrivacyFunctions.DataMap;

/// <summary>A top-level field that is part of the answer.</summary>
/// <param name="Name">The column.</param>
/// <param name="Rule">What of a nested value is part of it; null when all of it is, so that the value is passed through unread.</param>
public sealed record ExportedField(string Name, NestedRule? Rule);
