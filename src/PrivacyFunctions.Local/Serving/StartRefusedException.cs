namespace PrivacyFunctions.Local.Serving;

/// <summary>The server cannot start as it was told to; the message is for the person who started it.</summary>
/// <param name="sentence">What is wrong and what to do about it.</param>
public sealed class StartRefusedException(string sentence) : Exception(sentence);
