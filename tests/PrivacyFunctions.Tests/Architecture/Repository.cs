using System.Diagnostics;
using System.IO.Enumeration;

namespace PrivacyFunctions.Tests.Architecture;

/// <summary>The files of the project as version control keeps them.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    private static readonly Lazy<IReadOnlyList<string>> Listed = new(List);

    /// <summary>Paths from the root with forward slashes; <c>*</c> matches across folders.</summary>
    public static IReadOnlyList<string> Files(string pattern = "*") =>
        [.. Listed.Value.Where(file => FileSystemName.MatchesSimpleExpression(pattern, file, ignoreCase: false))];

    public static string PathOf(string file) => Path.Combine(Root, file);

    private static IReadOnlyList<string> List() => [.. (Tracked() ?? Walked()).Where(file => File.Exists(PathOf(file)))];

    private static string[]? Tracked()
    {
        if (!Path.Exists(PathOf(".git")))
            return null;
        var start = new ProcessStartInfo("git", ["-c", "safe.directory=*", "ls-files", "-z"])
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
        };
        using var git = Process.Start(start) ?? throw new InvalidOperationException("git does not start.");
        var files = git.StandardOutput.ReadToEnd().Split('\0', StringSplitOptions.RemoveEmptyEntries);
        git.WaitForExit();
        return git.ExitCode == 0 ? files : throw new InvalidOperationException("git lists no files.");
    }

    // A copy without history: everything but what is ignored by the name of its folder.
    private static string[] Walked()
    {
        var ignored = File.ReadLines(PathOf(".gitignore")).Where(line => line.EndsWith('/')).Select(line => line.TrimEnd('/')).ToHashSet();
        return [.. Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(ignored.Contains))];
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PrivacyFunctions.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the project.");
    }
}
