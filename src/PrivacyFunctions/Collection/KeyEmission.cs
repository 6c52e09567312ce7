using System.Collections.Immutable;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;

namespace PrivacyFunctions.Collection;

/// <summary>Makes the keys that a row passes on to later steps.</summary>
internal sealed class KeyEmission(PlanStep step, PlanKeys output)
{
    private readonly FieldReading[] _fields = [.. output.Fields.Select(path => new FieldReading(step, path))];

    /// <summary>The keys' id in the plan.</summary>
    public string Id => output.Id;

    /// <summary>The current row's keys: every combination of its fields' values, none when a field has no value.</summary>
    public IEnumerable<KeyTuple> Of(IRecordReader reader, RowDocuments documents)
    {
        IEnumerable<ImmutableArray<KeyValue>> tuples = [[]];
        foreach (var field in _fields)
        {
            var values = field.Values(reader, documents);
            tuples = tuples.SelectMany(tuple => values.Select(tuple.Add));
        }

        return tuples.Select(tuple => new KeyTuple(tuple));
    }
}
