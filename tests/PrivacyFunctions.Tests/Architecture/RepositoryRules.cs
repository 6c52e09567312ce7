using System.Text.RegularExpressions;

namespace PrivacyFunctions.Tests.Architecture;

/// <summary>What the files of the project look like.</summary>
internal static partial class RepositoryRules
{
    public const int LongestFile = 500;

    private static readonly HashSet<string> TopLevel =
    [
        "src", "tests", "infra", "docs",
        "PrivacyFunctions.sln", "host.json", "local.settings.sample.json", "README.md",
        "global.json", "nuget.config", "azure.yaml", "LICENSE", "CHANGELOG.md",
    ];

    // Written in parts, so that this file does not hold what it looks for.
    private static readonly string[] MachinePaths = ["/wo" + "rk/", "/tm" + "p/h/", "/ro" + "ot/", "C:\\Use" + "rs\\"];

    /// <param name="files">Paths from the root.</param>
    public static IEnumerable<string> StrayAtTopLevel(IEnumerable<string> files) =>
        files.Select(file => file.Split('/')[0]).Distinct()
            .Where(name => !TopLevel.Contains(name) && !name.StartsWith('.') && !DirectoryFile().IsMatch(name))
            .Order(StringComparer.Ordinal);

    public static IEnumerable<string> TooLong(string file, string text) =>
        text.AsSpan().Count('\n') is var lines && lines > LongestFile ? [$"{file} has {lines} lines"] : [];

    /// <summary>Names of package registries and paths of some machine, which mean nothing elsewhere.</summary>
    public static IEnumerable<string> TiedToAMachine(string file, string text)
    {
        foreach (var path in MachinePaths.Where(path => text.Contains(path, StringComparison.Ordinal)))
            yield return $"{file} holds the path {path}";
        foreach (Match host in RegistryHost().Matches(text))
            yield return $"{file} names {host.Value}";
    }

    [GeneratedRegex(@"\ADirectory\.[A-Za-z]+\.(props|targets)\z")]
    private static partial Regex DirectoryFile();

    [GeneratedRegex(@"https?://[^\s""'/<>)]*(nuget|npmjs|registry|artifactory|pypi|proxy)[^\s""'/<>)]*", RegexOptions.IgnoreCase)]
    private static partial Regex RegistryHost();
}
