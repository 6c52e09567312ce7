using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;

namespace PrivacyFunctions.Collection;

/// <summary>What keys are taken from in the reader's current row.</summary>
internal sealed class RowValues(PlanStep step, IRecordReader reader, RowDocuments documents)
{
    private readonly Dictionary<string, int> _keys = step.KeyFields.ToDictionary(column => column, step.IndexOf, StringComparer.Ordinal);

    /// <summary>A column's document, once it was read, else its value; neither where it holds none.</summary>
    public ColumnValue Of(string column)
    {
        if (documents.Of(column) is { IsEmpty: false } document)
        {
            return new ColumnValue(document);
        }

        return _keys.TryGetValue(column, out var index) && reader.TryGetKey(index, out var key) ? ColumnValue.Of(key) : default;
    }
}
