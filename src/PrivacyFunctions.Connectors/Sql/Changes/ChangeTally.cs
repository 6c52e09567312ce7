using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.Connectors.Sql.Changes;

/// <summary>What one transaction did so far.</summary>
internal sealed class ChangeTally
{
    private readonly Dictionary<(string Field, string Code), long> _notMasked = [];

    /// <summary>Rows that went.</summary>
    public long Deleted { get; set; }

    /// <summary>Rows that stayed and were masked.</summary>
    public long Masked { get; set; }

    /// <summary>Rows of other tables that went or changed along.</summary>
    public List<AlsoChanged> Others { get; } = [];

    /// <summary>Counts rows in which a field was not masked.</summary>
    public void NotMasked(string field, string code, long rows)
    {
        if (rows > 0) _notMasked[(field, code)] = _notMasked.GetValueOrDefault((field, code)) + rows;
    }

    /// <summary>Counts rows in which a column's fields were not masked, or not everywhere.</summary>
    public void NotMasked(ColumnMask column, string code, long rows)
    {
        foreach (var mask in column.Masks) NotMasked(mask.Field, code, rows);
    }

    /// <summary>All of it.</summary>
    public ChangeResult Result() => new()
    {
        Matched = Deleted + Masked,
        Deleted = Deleted,
        Masked = Masked,
        NotMasked = [.. _notMasked.OrderBy(pair => pair.Key).Select(pair => new UnmaskedField(pair.Key.Field, pair.Key.Code, pair.Value))],
        Others = [.. Others],
    };
}
