using System.CommandLine;

namespace PrivacyFunctions.Local.Commands;

/// <summary>Options that mean the same on every verb.</summary>
internal static class CommonOptions
{
    public const string DefaultData = "./.privacy";

    public static Option<bool> Json() => new("--json") { Description = "Print the result as one JSON document; progress goes to standard error." };

    public static Option<string> Map() => new("--map") { HelpName = "DIR", Description = "The folder with the data map (*.yml, *.yaml).", Required = true };
}
