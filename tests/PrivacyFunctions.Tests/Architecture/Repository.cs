using System.Diagnostics;
using System.IO.Enumeration;

namespace PrivacyFunctions.Tests.Architecture;

/// <summary>The files of the project as they are kept: what version control tracks or would track.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    private static readonly Lazy<IReadOnlyList<string>> Listed = new(List);

    /// <summary>Paths from the root with forward slashes; <c>*</c> matches across folders.</summary>
    public static IReadOnlyList<string> Files(string pattern = "*") =>
        [.. Listed.Value.Where(file => FileSystemName.MatchesSimpleExpression(pattern, file, ignoreCase: false))];

    public static string PathOf(string file) => Path.Combine(Root, file);

    private static IReadOnlyList<string> List()
    {
        var start = new ProcessStartInfo("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"])
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
        };
        using var git = Process.Start(start) ?? throw new InvalidOperationException("git does not start.");
        var files = git.StandardOutput.ReadToEnd().Split('\0', StringSplitOptions.RemoveEmptyEntries);
        git.WaitForExit();
        return git.ExitCode == 0 ? [.. files.Where(file => File.Exists(PathOf(file)))] : throw new InvalidOperationException("git lists no files.");
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PrivacyFunctions.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the project.");
    }
}
