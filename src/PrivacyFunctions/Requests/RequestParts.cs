namespace PrivacyFunctions.Requests;

/// <summary>A mailed code while it is out: never the code, only its keyed hash.</summary>
/// <param name="CodeHash">HMAC over purpose, request id and code, base64.</param>
/// <param name="IssuedAt">When it was made.</param>
/// <param name="ExpiresAt">From then on it is dead.</param>
/// <param name="FailedTries">Wrong codes so far; at <see cref="MostTries"/> it is dead.</param>
/// <param name="Sends">How many codes of this purpose were mailed for the request, this one included.</param>
public sealed record CodeChallenge(string CodeHash, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt, int FailedTries = 0, int Sends = 1)
{
    public const int MostTries = 5;

    public bool IsDead(DateTimeOffset now) => FailedTries >= MostTries || now >= ExpiresAt;
}

/// <summary>One thing that happened to the request.</summary>
/// <param name="Name">A short code: <c>received</c>, <c>verified</c>, a status name, …</param>
/// <param name="At">When.</param>
/// <param name="Actor"><c>requester</c>, <c>staff</c> or <c>system</c>.</param>
/// <param name="Code">What more there is to say, as a code; never personal data.</param>
public sealed record TimelineEntry(string Name, DateTimeOffset At, string Actor = "system", string? Code = null);

/// <summary>What was found and not disclosed or changed, and why.</summary>
/// <param name="Collection"><c>dataset.collection</c>.</param>
/// <param name="Count">Number of rows or values.</param>
/// <param name="Ground">One of the closed list of grounds.</param>
/// <param name="Reason">A sentence for the person.</param>
public sealed record WithheldItem(string Collection, long Count, string Ground, string Reason);

/// <summary>Something missing from the answer; any gap makes it incomplete.</summary>
public sealed record RequestGap(string Dataset, string? Collection, string Code, long? Count = null);

/// <summary>A bundle that was finished.</summary>
/// <param name="Version">1, 2, …: a later success of a failed system adds one.</param>
/// <param name="Round">The round of work that made it.</param>
/// <param name="Attempt">Which run of the assembly made it: with the round, its name at rest.</param>
/// <param name="SizeBytes">Size of the ZIP.</param>
/// <param name="Sha256">Digest of the ZIP, lower-case hex.</param>
/// <param name="Complete">False when there are gaps.</param>
/// <param name="CreatedAt">When it was finished.</param>
/// <param name="ExpiresAt">From then on it is gone.</param>
public sealed record BundleVersion(
    int Version, int Round, string Attempt, long SizeBytes, string Sha256, bool Complete, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);

/// <summary>A receipt that was issued.</summary>
/// <param name="Version">1, 2, …: a later success of a failed system adds one.</param>
/// <param name="SizeBytes">Size of the document.</param>
/// <param name="Sha256">Digest of the document, lower-case hex.</param>
/// <param name="Complete">False when something that was to be erased is still there, or was not looked for.</param>
/// <param name="CreatedAt">When it was signed.</param>
public sealed record ReceiptVersion(int Version, long SizeBytes, string Sha256, bool Complete, DateTimeOffset CreatedAt);
