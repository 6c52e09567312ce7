namespace PrivacyFunctions.DataMap;

/// <summary>Merges files into one data map. Every problem is collected; only what is whole becomes a map.</summary>
public static class MapReader
{
    /// <summary>Reads files in the given order.</summary>
    public static MapReading Read(IEnumerable<MapFile> files) => Read(files, new ProblemList());

    internal static MapReading Read(IEnumerable<MapFile> files, ProblemList problems)
    {
        var map = new MapMerger(problems);
        foreach (var file in files)
        {
            ReadFile(file, map, problems);
        }

        var merged = map.Merge();
        return new MapReading(problems.AnyUnreadable ? null : merged, problems.Ordered());
    }

    private static void ReadFile(MapFile file, MapMerger map, ProblemList problems)
    {
        if (MapText.Decode(file, problems) is not { } text)
        {
            return;
        }

        var own = new ProblemList();
        foreach (var document in YamlDocuments.Read(file.Name, text, own))
        {
            map.Add(document, new NodeReader(own));
        }

        problems.AddRange(own.All.Take(ReadingLimits.ProblemsPerFile));
        if (own.All.Count > ReadingLimits.ProblemsPerFile)
        {
            var severity = own.AnyUnreadable ? MapSeverity.Unreadable : MapSeverity.Warning;
            var rest = own.All.Count - ReadingLimits.ProblemsPerFile;
            problems.Add(MapProblem.At(severity, MapCodes.TooManyProblems, new MapPosition(file.Name, 0, 0), $"{rest:N0} more problems in this file are not shown."));
        }
    }
}
