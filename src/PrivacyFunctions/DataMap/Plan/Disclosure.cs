namespace PrivacyFunctions.DataMap;

/// <summary>What becomes of a step's rows in an access answer, and on what ground they are withheld.</summary>
/// <param name="Kind">What becomes of them.</param>
/// <param name="Ground">One of <see cref="Grounds"/>, for withheld rows.</param>
/// <param name="Reason">A sentence for the person.</param>
public sealed record Disclosure(DisclosureKind Kind, string? Ground = null, string? Reason = null);
