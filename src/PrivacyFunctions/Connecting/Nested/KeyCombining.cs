using System.Text.Json;

namespace PrivacyFunctions.Connecting;

/// <summary>Puts the values of one row together to keys.</summary>
/// <param name="fields">How many fields the key has.</param>
internal sealed class KeyCombining(int fields)
{
    /// <summary>Whether somewhere two arrays held several values that no element holds together.</summary>
    public bool Unclear { get; private set; }

    /// <summary>The part that a value is which is no document.</summary>
    public KeyParts Scalar(KeyPathNode node, KeyValue? value)
    {
        var parts = new KeyParts();
        if (value is null || node.Field is not { } field || node.Inner.Count > 0) return parts;
        var values = new KeyValue?[fields];
        values[field] = value;
        parts.Add(new KeyPart(values, null));
        return parts;
    }

    /// <summary>The parts in the value that the reader stands on; leaves it at the value's end.</summary>
    public KeyParts Value(ref Utf8JsonReader reader, string column, KeyPathNode node) => reader.TokenType switch
    {
        JsonTokenType.StartArray => Array(ref reader, column, node),
        JsonTokenType.StartObject => Object(ref reader, column, node),
        _ => Scalar(node, NestedKeys.KeyOf(ref reader)),
    };

    /// <summary>Parts of different places go together, each with each; but only one place may hold several.</summary>
    public KeyParts Together(IReadOnlyList<KeyParts> places)
    {
        var all = new KeyParts();
        if (places.Any(place => place.Count == 0)) return all;
        if (places.Count(place => place.Count > 1) > 1)
        {
            Unclear = true;
            return all;
        }

        var rest = places.Where(place => place.Count == 1).SelectMany(place => place.All).ToList();
        var several = places.FirstOrDefault(place => place.Count > 1)?.All ?? [new KeyPart(new KeyValue?[fields], null)];
        foreach (var part in several) all.Add(rest.Aggregate(part, (together, other) => together.With(other)));
        return all;
    }

    private KeyParts Array(ref Utf8JsonReader reader, string column, KeyPathNode node)
    {
        var all = new KeyParts();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var element = new ElementTrail(column, (int)reader.TokenStartIndex);
            foreach (var part in Value(ref reader, column, node).All) all.Add(part with { Elements = ElementTrail.Join(element, part.Elements) });
        }

        return all;
    }

    private KeyParts Object(ref Utf8JsonReader reader, string column, KeyPathNode node)
    {
        var places = new KeyParts[node.Inner.Count];
        for (var i = 0; i < places.Length; i++) places[i] = new KeyParts();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var place = 0;
            while (place < places.Length && !NestedKeys.IsNamed(ref reader, node.Inner[place].Name)) place++;
            reader.Read();
            if (place == places.Length) reader.Skip();
            else foreach (var part in Value(ref reader, column, node.Inner[place].Node).All) places[place].Add(part);
        }

        return node.Field is null ? Together(places) : new KeyParts();
    }
}
