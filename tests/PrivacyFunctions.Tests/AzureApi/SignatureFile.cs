namespace PrivacyFunctions.Tests.AzureApi;

/// <summary>Reads the facts about the real packages that are kept beside the test.</summary>
internal static class SignatureFile
{
    public static string Text()
    {
        using var stream = typeof(SignatureFile).Assembly.GetManifestResourceStream(typeof(SignatureFile), "signatures.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    // Two packages may declare the same full name; what either has is real.
    public static IReadOnlyDictionary<string, TypeSignature> Parse(string text) => text.ReplaceLineEndings("\n")
        .Split("\n\n")
        .Select(block => block.Split('\n').Where(line => line.Length > 0 && line[0] != '#').ToList())
        .Where(lines => lines.Count > 0)
        .Select(lines => new TypeSignature(
            lines[0].Split(" in ")[0],
            SortBases(lines[1].Trim()),
            lines.Skip(2).Select(line => line.Trim()).ToList()))
        .GroupBy(type => type.FullName)
        .ToDictionary(same => same.Key, same => same.First() with { Members = same.SelectMany(type => type.Members).ToList() });

    /// <summary>Bases and interfaces are a set: their order says nothing.</summary>
    public static string SortBases(string declaration)
    {
        var parts = declaration.Split(" : ", 2);
        return parts.Length == 1 ? declaration : $"{parts[0]} : {string.Join(", ", SplitOutsideBrackets(parts[1]).Order(StringComparer.Ordinal))}";
    }

    private static IEnumerable<string> SplitOutsideBrackets(string list)
    {
        var (start, depth) = (0, 0);
        for (var i = 0; i < list.Length; i++)
        {
            depth += list[i] switch { '<' => 1, '>' => -1, _ => 0 };
            if (list[i] != ',' || depth > 0)
                continue;
            yield return list[start..i].Trim();
            start = i + 1;
        }

        yield return list[start..].Trim();
    }
}
