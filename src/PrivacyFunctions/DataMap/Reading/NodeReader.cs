using System.Globalization;

namespace PrivacyFunctions.DataMap;

/// <summary>Takes typed values out of YAML nodes; whatever has the wrong type makes the map unreadable, with its place.</summary>
internal sealed class NodeReader(ProblemList problems)
{
    public ProblemList Problems { get; } = problems;

    /// <summary>The node as a mapping; null, with a problem unless it is empty.</summary>
    public YamlMapping? Mapping(YamlNode? node, string what) => node switch
    {
        YamlMapping mapping => mapping,
        null or YamlScalar { IsNull: true } => null,
        _ => Wrong<YamlMapping>(node, what, "a mapping"),
    };

    /// <summary>The items of a list; empty, with a problem unless there is nothing.</summary>
    public IReadOnlyList<YamlNode> List(YamlNode? node, string what) => node switch
    {
        YamlSequence sequence => sequence.Items,
        null or YamlScalar { IsNull: true } => [],
        _ => Wrong<IReadOnlyList<YamlNode>>(node, what, "a list") ?? [],
    };

    /// <summary>The mappings of a list.</summary>
    public IEnumerable<YamlMapping> Mappings(YamlNode? node, string what)
    {
        foreach (var item in List(node, what))
        {
            if (Mapping(item, what) is { } mapping)
            {
                yield return mapping;
            }
            else if (item is YamlScalar { IsNull: true })
            {
                Wrong<YamlMapping>(item, what, "a mapping");
            }
        }
    }

    public Located<string>? Text(YamlMapping mapping, string key) => mapping.Find(key) is { } node ? Text(node, key) : null;

    public string? Plain(YamlMapping mapping, string key) => Text(mapping, key)?.Value;

    public Located<string>? Required(YamlMapping mapping, string key, string what)
    {
        if (mapping.Find(key) is { } node and not YamlScalar { IsNull: true })
        {
            return Text(node, key);
        }

        Problems.Unreadable(MapCodes.ValueMissing, mapping.At, $"{what} needs '{key}'.");
        return null;
    }

    public IReadOnlyList<Located<string>> Texts(YamlMapping mapping, string key) =>
        [.. List(mapping.Find(key), key).Select(item => Text(item, key)).OfType<Located<string>>()];

    public bool Flag(YamlMapping mapping, string key) => OptionalFlag(mapping, key) ?? false;

    public bool? OptionalFlag(YamlMapping mapping, string key)
    {
        switch (mapping.Find(key))
        {
            case null or YamlScalar { IsNull: true }:
                return null;
            case YamlScalar { Text: "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" }:
                return true;
            case YamlScalar { Text: "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" }:
                return false;
            case { } node:
                Wrong<object>(node, key, "true or false");
                return null;
        }
    }

    public int? PositiveNumber(YamlMapping mapping, string key, int most = int.MaxValue)
    {
        switch (mapping.Find(key))
        {
            case null or YamlScalar { IsNull: true }:
                return null;
            case YamlScalar scalar when int.TryParse(scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= most:
                return number;
            case { } node:
                Wrong<object>(node, key, most == int.MaxValue ? "a whole number above zero" : $"a whole number from 1 to {most}");
                return null;
        }
    }

    /// <summary>Reports keys that are not known here.</summary>
    public void UnknownKeys(YamlMapping mapping, IReadOnlyCollection<string> known, MapSeverity severity, string what)
    {
        foreach (var entry in mapping.Entries.Where(entry => !known.Contains(entry.Key)))
        {
            var outcome = severity == MapSeverity.Warning ? "has no meaning and is ignored" : "is not known";
            Problems.Add(MapProblem.At(severity, MapCodes.UnknownKey, entry.KeyAt, $"{Quote.Name(entry.Key)} {outcome} in {what}; known are {string.Join(", ", known)}."));
        }
    }

    private Located<string>? Text(YamlNode node, string key) => node switch
    {
        YamlScalar { IsNull: true } => null,
        YamlScalar scalar => new Located<string>(scalar.Text, scalar.At),
        _ => Wrong<Located<string>>(node, key, "a single value"),
    };

    private T? Wrong<T>(YamlNode node, string what, string expected)
        where T : class
    {
        Problems.Unreadable(MapCodes.WrongType, node.At, $"{Quote.Name(what)} must be {expected}, not {node.Kind}.");
        return null;
    }
}
