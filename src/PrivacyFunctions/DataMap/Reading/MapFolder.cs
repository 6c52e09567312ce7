namespace PrivacyFunctions.DataMap;

/// <summary>Reads the data map in a folder: every <c>*.yml</c> and <c>*.yaml</c> in it and below, merged in the order of their names.</summary>
public static class MapFolder
{
    private static readonly EnumerationOptions Options = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = 8,
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.System,
        MatchType = MatchType.Simple,
        MatchCasing = MatchCasing.CaseInsensitive,
    };

    /// <summary>Reads the folder. Whatever is wrong with it is a problem in the answer, never an exception.</summary>
    public static async Task<MapReading> ReadAsync(string folder, CancellationToken cancellation)
    {
        var problems = new ProblemList();
        var files = new List<MapFile>();
        foreach (var path in Find(folder, problems))
        {
            if (await ReadFileAsync(folder, path, problems, cancellation) is { } file)
            {
                files.Add(file);
            }
        }

        if (files.Sum(file => (long)file.Content.Length) > ReadingLimits.TotalBytes)
        {
            problems.Unreadable(MapCodes.FileTooLarge, new MapPosition(".", 0, 0), $"The data map holds more than {ReadingLimits.TotalBytes / 1024 / 1024} MiB.");
            files.Clear();
        }

        return MapReader.Read(files, problems);
    }

    private static List<string> Find(string folder, ProblemList problems)
    {
        try
        {
            var files = Directory.EnumerateFiles(folder, "*", Options)
                .Where(path => Path.GetExtension(path).ToUpperInvariant() is ".YML" or ".YAML")
                .Take(ReadingLimits.Files + 1).Order(StringComparer.Ordinal).ToList();
            if (files.Count is 0 or > ReadingLimits.Files)
            {
                var what = files.Count == 0 ? "no *.yml or *.yaml file" : $"more than {ReadingLimits.Files:N0} files";
                problems.Unreadable(MapCodes.FolderMissing, new MapPosition(".", 0, 0), $"The data map's folder {Quote.Name(folder)} holds {what}.");
                files.Clear();
            }

            return files;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            problems.Unreadable(MapCodes.FolderMissing, new MapPosition(".", 0, 0), $"The data map's folder {Quote.Name(folder)} is not there, or may not be read.");
            return [];
        }
    }

    private static async Task<MapFile?> ReadFileAsync(string folder, string path, ProblemList problems, CancellationToken cancellation)
    {
        var name = Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/');
        var at = new MapPosition(name, 0, 0);
        try
        {
            await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 4096, FileOptions.Asynchronous);
            if (stream.Length > ReadingLimits.FileBytes)
            {
                problems.Unreadable(MapCodes.FileTooLarge, at, $"The file is larger than {ReadingLimits.FileBytes / 1024 / 1024} MiB; split it.");
                return null;
            }

            var bytes = new byte[stream.Length];
            await stream.ReadExactlyAsync(bytes, cancellation);
            return new MapFile(name, bytes);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            problems.Unreadable(MapCodes.FileUnreadable, at, "The file cannot be opened for reading.");
            return null;
        }
    }
}
