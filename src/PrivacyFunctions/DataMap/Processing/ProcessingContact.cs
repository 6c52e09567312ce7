namespace PrivacyFunctions.DataMap;

/// <summary>Who is responsible for a system.</summary>
/// <param name="Department">The department.</param>
/// <param name="LegalName">The organisation.</param>
/// <param name="LegalAddress">Its address.</param>
/// <param name="Dpo">The privacy contact.</param>
/// <param name="PrivacyPolicy">Where its policy stands.</param>
/// <param name="JointController">Who shares the responsibility.</param>
public sealed record ProcessingContact(
    string? Department, string? LegalName, string? LegalAddress, string? Dpo, string? PrivacyPolicy, string? JointController);
