namespace PrivacyFunctions.Local.Demo.Organisation;

/// <summary>A fictional person whom OpenTech Support serves, at a client company or on their own.</summary>
internal sealed record Person
{
    /// <summary>The key of the client portal, to which other systems refer.</summary>
    public required string Id { get; init; }

    public required string GivenName { get; init; }

    public required string FamilyName { get; init; }

    public required string Email { get; init; }

    public required string Phone { get; init; }

    public required Address Address { get; init; }

    public required string JobTitle { get; init; }

    /// <summary>Null for a private customer.</summary>
    public required Company? Company { get; init; }

    /// <summary>The cookies of the browsers this person signed in with.</summary>
    public required IReadOnlyList<string> Cookies { get; init; }

    /// <summary>When the person became a customer.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Someone of whom every system holds something.</summary>
    public bool IsEverywhere { get; init; }

    public string Name => $"{GivenName} {FamilyName}";
}
