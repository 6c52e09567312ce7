using System.Collections.Frozen;
using System.Globalization;

namespace PrivacyFunctions.Bundling;

/// <summary>
/// Gives datasets and collections names that are safe as file names everywhere: letters, digits, <c>_ - .</c>, never beginning or
/// ending with a dot, never a device name, never differing only by case. Same input, same names.
/// </summary>
internal sealed class EntryNames
{
    private const int Longest = 60;

    private static readonly FrozenSet<string> Devices = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        ["con", "prn", "aux", "nul", .. Enumerable.Range(0, 10).SelectMany(n => new[] { $"com{n}", $"lpt{n}" })]);

    private readonly Dictionary<string, string> _datasets = [];
    private readonly Dictionary<(string, string), string> _collections = [];
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The folder of a collection, <c>&lt;dataset&gt;/&lt;collection&gt;</c>.</summary>
    public string Of(string dataset, string collection)
    {
        if (!_datasets.TryGetValue(dataset, out var folder)) _datasets[dataset] = folder = Take("", dataset);
        if (!_collections.TryGetValue((dataset, collection), out var path))
            _collections[(dataset, collection)] = path = Take(folder + "/", collection);
        return path;
    }

    private string Take(string parent, string name)
    {
        var segment = Segment(name);
        for (var n = 1; ; n++)
        {
            var candidate = n == 1 ? segment : string.Create(CultureInfo.InvariantCulture, $"{segment}-{n}");
            if (_taken.Add(parent + candidate)) return parent + candidate;
        }
    }

    private static string Segment(string name)
    {
        var safe = string.Create(Math.Min(name.Length, Longest), name, (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                var c = source[i];
                span[i] = char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' ? c : '_';
            }
        });
        if (safe.StartsWith('.') || safe.EndsWith('.')) safe = "_" + safe.Trim('.');
        var stem = safe.Split('.')[0];
        return safe.Length == 0 || Devices.Contains(stem) ? "_" + safe : safe;
    }
}
