namespace PrivacyFunctions.Requests;

/// <summary>Who asked and about whom. Stored only sealed under the request's party key.</summary>
public sealed record PartyDocument
{
    /// <summary>Name of the document in the request store.</summary>
    public const string DocumentName = "party";

    /// <summary>The data subject's identities by name (<c>email</c>, <c>customer_id</c>, …), as given, trimmed.</summary>
    public required IReadOnlyDictionary<string, Personal> Identities { get; init; }

    public Personal? Name { get; init; }

    public Personal? Note { get; init; }

    /// <summary>The address that mail goes to: the one that is being proved.</summary>
    public Personal? ContactAddress { get; init; }

    public override string ToString() => "***";
}
