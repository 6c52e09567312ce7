using System.CommandLine;
using System.CommandLine.Parsing;

namespace PrivacyFunctions.Local.Commands;

/// <summary>Options that mean the same on every verb.</summary>
internal static class CommonOptions
{
    public const string DefaultData = "./.privacy";

    public static Option<bool> Json() => new("--json") { Description = "Print the result as one JSON document; progress goes to standard error." };

    public static Option<string> Map() => new("--map") { HelpName = "DIR", Description = "The folder with the data map (*.yml, *.yaml).", Required = true };

    public static Option<string> Data() => new("--data")
    {
        HelpName = "DIR",
        Description = "The folder in which 'privacy serve' keeps its state.",
        DefaultValueFactory = _ => DefaultData,
    };

    /// <summary>Refuses what cannot be listened on, before anything is started.</summary>
    public static void RequireUrls(OptionResult option, string? urls)
    {
        var addresses = urls?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        if (addresses.Length == 0 || addresses.Any(address => !IsHttp(address)))
            option.AddError("'--urls' takes addresses such as http://127.0.0.1:7071, separated by semicolons.");
    }

    // '*' and '+' stand for every address of the machine.
    private static bool IsHttp(string address) =>
        Uri.TryCreate(address.Replace("://*", "://any", StringComparison.Ordinal).Replace("://+", "://any", StringComparison.Ordinal), UriKind.Absolute, out var url)
        && url.Scheme is "http" or "https";
}
