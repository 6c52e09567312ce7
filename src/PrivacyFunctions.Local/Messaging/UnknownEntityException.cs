namespace PrivacyFunctions.Local.Messaging;

/// <summary>A queue, topic or subscription was addressed that does not exist.</summary>
/// <param name="entity">The path as it was given; a name from code or settings, never from a request.</param>
public sealed class UnknownEntityException(string entity)
    : Exception($"There is no queue, topic or subscription named '{entity}'.");
