namespace PrivacyFunctions.DataMap;

/// <summary>What a plan is made for: names only, no values.</summary>
public sealed record PlanQuestion
{
    /// <summary>The right that deletes.</summary>
    public const string Deletion = "deletion";

    /// <summary>The right, as the API names it.</summary>
    public required string Right { get; init; }

    /// <summary>Names of the identities that were proved.</summary>
    public required IReadOnlyCollection<string> ProvedIdentities { get; init; }

    /// <summary>Names of all identities given, proved ones included or not.</summary>
    public IReadOnlyCollection<string> GivenIdentities { get; init; } = [];

    /// <summary>Whether a connected system without a catalogue did not answer: then references into it count as shared, lest they lead to others' rows.</summary>
    public bool Catalogued { get; init; }

    /// <summary>The requested categories; none means everything about a person.</summary>
    public IReadOnlyCollection<string> Categories { get; init; } = [];
}
