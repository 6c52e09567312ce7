using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;

namespace PrivacyFunctions.Collection;

/// <summary>Reads the key values at a path of the current row: one for a column, any number inside a document.</summary>
internal sealed class FieldReading(PlanStep step, FieldPath path)
{
    private readonly int _index = step.IndexOf(path.Column);

    /// <summary>The values in the current row.</summary>
    public IReadOnlyList<KeyValue> Values(IRecordReader reader, RowDocuments documents)
    {
        if (!path.IsColumn || !documents.Of(path.Column).IsEmpty)
        {
            return NestedKeys.Extract(documents.Of(path.Column).Span, path);
        }

        return reader.TryGetKey(_index, out var key) ? [key] : [];
    }
}
