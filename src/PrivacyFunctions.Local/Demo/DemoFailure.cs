namespace PrivacyFunctions.Local.Demo;

/// <summary>The demo could not go on. The message is one sentence for the person who watches.</summary>
internal sealed class DemoFailure(string sentence) : Exception(sentence);
