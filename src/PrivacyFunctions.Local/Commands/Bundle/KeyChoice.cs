namespace PrivacyFunctions.Local.Commands.Bundle;

/// <summary>Which keys the command line says to trust.</summary>
/// <param name="Keys">File or address of a key set.</param>
/// <param name="Data">Folder of a server.</param>
internal sealed record KeyChoice(string? Keys, string? Data);
