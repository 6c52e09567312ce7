using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;

namespace PrivacyFunctions.Collection;

/// <summary>Makes the keys that a row passes on to later steps.</summary>
internal sealed class KeyEmission(PlanStep step, PlanKeys output)
{
    private readonly FieldReading[] _fields = [.. output.Fields.Select(path => new FieldReading(step, path))];

    /// <summary>The keys' id in the plan.</summary>
    public string Id => output.Id;

    /// <summary>
    /// The current row's keys: each value of a single field; of several fields the one value of each, none when a field has no value. Where a document
    /// holds several against the map's word, parts of different elements would make keys of other people: then none either.
    /// </summary>
    /// <param name="reader">Stands on the row.</param>
    /// <param name="documents">The row's documents.</param>
    /// <param name="unclear">Called when there are several values where a key has room for one.</param>
    public IEnumerable<KeyTuple> Of(IRecordReader reader, RowDocuments documents, Action unclear)
    {
        if (_fields.Length == 1)
        {
            return _fields[0].Values(reader, documents).Select(value => new KeyTuple([value]));
        }

        var parts = _fields.Select(field => field.Values(reader, documents).Distinct().ToList()).ToList();
        if (parts.TrueForAll(values => values.Count == 1))
        {
            return [new KeyTuple([.. parts.Select(values => values[0])])];
        }

        if (parts.TrueForAll(values => values.Count > 0))
        {
            unclear();
        }

        return [];
    }
}
