using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PrivacyFunctions.DataMap;

/// <summary>
/// Builds the tree of a YAML file from the parser's events. Own composition rather than the library's object model, because the
/// tree must be bounded in depth and in what aliases unfold to, name every duplicate key, and keep the place of every value.
/// </summary>
internal sealed class YamlComposer(string file, IParser parser)
{
    private readonly Dictionary<AnchorName, YamlNode> _anchors = [];
    private readonly HashSet<AnchorName> _open = [];
    private readonly List<MapProblem> _duplicates = [];
    private int _depth;
    private long _total;

    /// <summary>Duplicate keys met on the way; they make the file unreadable but do not stop its reading.</summary>
    public IReadOnlyList<MapProblem> Duplicates => _duplicates;

    /// <summary>The root of every document.</summary>
    public IEnumerable<YamlNode> Documents()
    {
        parser.Consume<StreamStart>();
        while (!parser.Accept<StreamEnd>(out _))
        {
            parser.Consume<DocumentStart>();
            _anchors.Clear();
            var root = Compose();
            _total += root.Weight;
            Bound(root.At, _total);
            yield return root;
            parser.Consume<DocumentEnd>();
        }
    }

    private YamlNode Compose()
    {
        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            return Resolve(alias);
        }

        var start = parser.Consume<NodeEvent>();
        var at = Position(start);
        if (++_depth > ReadingLimits.Depth)
        {
            throw new MapReadingException(MapCodes.YamlTooDeep, at, $"Values are nested deeper than {ReadingLimits.Depth} levels.");
        }

        if (!start.Anchor.IsEmpty)
        {
            _open.Add(start.Anchor);
        }

        YamlNode node = start switch
        {
            Scalar scalar => new YamlScalar(scalar.Value, scalar.Style == ScalarStyle.Plain && !IsStringTag(scalar.Tag), at),
            SequenceStart => new YamlSequence(Items(), at).Weighed(),
            _ => new YamlMapping(Entries(), at).Weighed(),
        };
        Bound(at, node.Weight);
        _depth--;
        if (!start.Anchor.IsEmpty)
        {
            _open.Remove(start.Anchor);
            _anchors[start.Anchor] = node;
        }

        return node;
    }

    private List<YamlNode> Items()
    {
        var items = new List<YamlNode>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Compose());
        }

        return items;
    }

    private List<YamlEntry> Entries()
    {
        var entries = new List<YamlEntry>();
        var merged = new List<YamlEntry>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = Compose();
            if (key is not YamlScalar { Text: var name } scalar)
            {
                throw new MapReadingException(MapCodes.YamlSyntax, key.At, $"A key must be a single value, not {key.Kind}.");
            }

            var value = Compose();
            if (scalar.Plain && name == "<<")
            {
                merged.AddRange(Merged(value));
            }
            else if (keys.Add(name))
            {
                entries.Add(new YamlEntry(name, key.At, value));
            }
            else
            {
                _duplicates.Add(MapProblem.At(MapSeverity.Unreadable, MapCodes.YamlDuplicateKey, key.At, $"The key {Quote.Name(name)} stands twice in the same mapping; remove one."));
            }
        }

        entries.AddRange(merged.Where(entry => keys.Add(entry.Key)));
        return entries;
    }

    private static IEnumerable<YamlEntry> Merged(YamlNode value) => value switch
    {
        YamlMapping mapping => mapping.Entries,
        YamlSequence sequence when sequence.Items.All(item => item is YamlMapping) => sequence.Items.Cast<YamlMapping>().SelectMany(item => item.Entries),
        _ => throw new MapReadingException(MapCodes.YamlSyntax, value.At, "'<<' merges a mapping or a list of mappings."),
    };

    private YamlNode Resolve(AnchorAlias alias)
    {
        var at = Position(alias);
        if (_open.Contains(alias.Value))
        {
            throw new MapReadingException(MapCodes.YamlAlias, at, $"The alias {Quote.Name(alias.Value.Value)} refers to a value that contains it.");
        }

        return _anchors.TryGetValue(alias.Value, out var node)
            ? node
            : throw new MapReadingException(MapCodes.YamlAlias, at, $"The alias {Quote.Name(alias.Value.Value)} has no anchor before it.");
    }

    private static void Bound(MapPosition at, long weight)
    {
        if (weight > ReadingLimits.Nodes)
        {
            throw new MapReadingException(MapCodes.YamlTooLarge, at, $"The file holds, or its aliases unfold to, more than {ReadingLimits.Nodes:N0} values.");
        }
    }

    private static bool IsStringTag(TagName tag) => !tag.IsEmpty && tag.Value is "tag:yaml.org,2002:str" or "!";

    private MapPosition Position(ParsingEvent at) => new(file, (int)at.Start.Line, (int)at.Start.Column);
}
