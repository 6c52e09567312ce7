namespace PrivacyFunctions.Local.Commands;

/// <summary>A verb cannot give its answer. The message is one sentence for the person at the keyboard, with the remedy.</summary>
internal sealed class CommandFailure(string sentence) : Exception(sentence);
