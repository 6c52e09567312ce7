namespace PrivacyFunctions.Local.Messaging;

/// <summary>A message breaks a rule of its queue or topic and was not taken; sending it again cannot help.</summary>
/// <param name="entity">The queue or topic.</param>
/// <param name="rule">The rule, in words without any of the message's content.</param>
public sealed class MessageRefusedException(string entity, string rule) : Exception($"'{entity}' refuses the message: {rule}.");
