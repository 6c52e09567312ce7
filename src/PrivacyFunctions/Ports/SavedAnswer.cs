namespace PrivacyFunctions.Ports;

/// <summary>The answer to a call with an idempotency key. Key, route and body are there as keyed hashes only.</summary>
/// <param name="CallHash">Keyed hash of idempotency key and route: the identity of the call.</param>
/// <param name="BodyHash">Keyed hash of the body, to notice another body under the same key.</param>
/// <param name="Sealed">The answer, sealed under a key that follows from the idempotency key.</param>
/// <param name="ExpiresAt">From then on it is forgotten.</param>
public sealed record SavedAnswer(string CallHash, string BodyHash, byte[] Sealed, DateTimeOffset ExpiresAt);
