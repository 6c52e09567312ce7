namespace PrivacyFunctions.Connecting;

/// <summary>One entry under <c>settings:</c> of a connection.</summary>
/// <param name="Name">The key, as written in the data map.</param>
/// <param name="Required">Whether a connection without it is an error.</param>
/// <param name="Meaning">One sentence for error messages and documentation.</param>
public sealed record ConnectorSetting(string Name, bool Required, string Meaning);
