namespace PrivacyFunctions.DataMap;

/// <summary>A YAML value with its place. Aliased values are shared, so a tree may be larger than its file: <see cref="Weight"/> counts it out.</summary>
internal abstract class YamlNode(MapPosition at)
{
    public MapPosition At { get; } = at;

    /// <summary>Nodes in this tree with every alias counted as often as it is used.</summary>
    public long Weight { get; protected set; } = 1;

    /// <summary>How a sentence names it.</summary>
    public abstract string Kind { get; }
}

/// <summary>Text, a number, a truth value or null.</summary>
internal sealed class YamlScalar(string text, bool plain, MapPosition at) : YamlNode(at)
{
    public string Text { get; } = text;

    public bool Plain { get; } = plain;

    public bool IsNull => Plain && Text is "" or "~" or "null" or "Null" or "NULL";

    public override string Kind => IsNull ? "nothing" : "a single value";
}

/// <summary>A list.</summary>
internal sealed class YamlSequence(IReadOnlyList<YamlNode> items, MapPosition at) : YamlNode(at)
{
    public IReadOnlyList<YamlNode> Items { get; } = items;

    public override string Kind => "a list";

    public YamlSequence Weighed()
    {
        Weight = 1 + Items.Sum(item => item.Weight);
        return this;
    }
}

/// <summary>Keys with values, in the file's order; keys are unique.</summary>
internal sealed class YamlMapping(IReadOnlyList<YamlEntry> entries, MapPosition at) : YamlNode(at)
{
    public IReadOnlyList<YamlEntry> Entries { get; } = entries;

    public override string Kind => "a mapping";

    public YamlNode? Find(string key) => Entries.FirstOrDefault(entry => entry.Key == key)?.Value;

    public YamlMapping Weighed()
    {
        Weight = 1 + Entries.Sum(entry => 1 + entry.Value.Weight);
        return this;
    }
}

/// <summary>One key of a mapping.</summary>
internal sealed record YamlEntry(string Key, MapPosition KeyAt, YamlNode Value);
