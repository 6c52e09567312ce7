using Microsoft.Data.Sqlite;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors.Sql;
using PrivacyFunctions.Connectors.Sql.Changes;
using SQLitePCL;

namespace PrivacyFunctions.Connectors.Sqlite.Changes;

/// <summary>
/// Masks rows inside a transaction: all at once where every row gets the same and nothing stands in the way, else row by row. What a
/// constraint refuses in a row is left out field by field.
/// </summary>
internal sealed class MaskTransaction(SqliteSession session, CatalogueTable table, MaskPlan plan, FoundRows rows, ChangeTally tally)
{
    private readonly string _name = SqlName.Quote(table.Path);
    private readonly bool _converts = session.TextEncoding() is not System.Text.UTF8Encoding;

    /// <summary>The update of one row with all columns; null when none can be masked.</summary>
    public string? Text => plan.Columns.Count == 0 ? null : Update(plan.Columns, AtRow());

    /// <summary>Masks the rows.</summary>
    /// <param name="condition">Which.</param>
    /// <param name="count">How many they are.</param>
    /// <param name="cancellation">Stops it.</param>
    public void Run(string condition, long count, CancellationToken cancellation)
    {
        foreach (var (field, code) in plan.Impossible) tally.NotMasked(field, code, count);
        tally.Masked = count;
        if (plan.Columns.Count == 0 || count == 0 || (plan.Columns.All(column => column.Fixed) && AllAtOnce(condition, count))) return;
        var masked = RowByRow(condition, cancellation);
        if (masked != count) throw new ConnectorFailure(ConnectorFailureKind.RowsDiffer, table.Name);
    }

    // A statement that fails leaves nothing behind.
    private bool AllAtOnce(string condition, long count)
    {
        using var update = session.Connection.CreateCommand();
#pragma warning disable CA2100 // Names were matched in the catalogue and quoted; values are parameters.
        update.CommandText = Update(plan.Columns, condition);
#pragma warning restore CA2100
        foreach (var column in plan.Columns) AddValue(update, column, column.FixedText);
        try
        {
            update.ExecuteNonQuery();
        }
        catch (SqliteException refusal) when (MaskRefusal.Code(refusal) is not null)
        {
            return false;
        }

        if (raw.sqlite3_changes(session.Handle) != count) throw new ConnectorFailure(ConnectorFailureKind.RowsDiffer, table.Name);
        return true;
    }

    private long RowByRow(string condition, CancellationToken cancellation)
    {
        using var select = session.Connection.CreateCommand();
        var places = string.Join(", ", rows.Places.Select(place => $"t.{place}"));
#pragma warning disable CA2100 // Names were matched in the catalogue and quoted; values are parameters.
        select.CommandText = $"SELECT {places} FROM {_name} AS t WHERE {condition}";
#pragma warning restore CA2100
        var found = new List<object[]>();
        using (var reader = select.ExecuteReader())
        {
            while (reader.Read()) found.Add([.. rows.Places.Select((_, index) => reader.GetValue(index))]);
        }

        foreach (var place in found)
        {
            cancellation.ThrowIfCancellationRequested();
            MaskRow(place);
        }

        return found.Count;
    }

    private void MaskRow(object[] place)
    {
        var values = Replacements(place);
        var columns = values.Keys.ToList();
        if (columns.Count == 0 || Try(place, columns, values) is not { } code) return;
        // One field may be all that stands in the way, and others may only go together.
        foreach (var left in columns)
        {
            var rest = columns.Where(column => column != left).ToList();
            if (rest.Count > 0 && Try(place, rest, values) is not null) continue;
            tally.NotMasked(left, code, 1);
            return;
        }

        foreach (var column in columns)
        {
            if (Try(place, [column], values) is { } why) tally.NotMasked(column, why, 1);
        }
    }

    private Dictionary<ColumnMask, string?> Replacements(object[] place)
    {
        var values = new Dictionary<ColumnMask, string?>();
        using var select = session.Connection.CreateCommand();
        var columns = plan.Columns.Select(column => column.Column).Concat(plan.Telling.Select(target => target.Column));
#pragma warning disable CA2100 // Names were matched in the catalogue and quoted; values are parameters.
        select.CommandText = $"SELECT {string.Join(", ", columns.Select(column => $"t.{SqlName.Quote(column.Name)}"))} FROM {_name} AS t WHERE {AtRow()}";
#pragma warning restore CA2100
        AddPlace(select, place);
        using var row = select.ExecuteReader();
        if (!row.Read()) throw new ConnectorFailure(ConnectorFailureKind.RowsDiffer, table.Name);
        var telling = plan.Telling.Index().ToDictionary(
            target => target.Item.Column.Name, target => CandidateRow.Evidence(row.Handle!, target.Item, plan.Columns.Count + target.Index, _converts), StringComparer.Ordinal);
        for (var i = 0; i < plan.Columns.Count; i++)
        {
            var column = plan.Columns[i];
            var stored = new StoredValue(row.Handle!, i, column.Column.Kind, _converts);
            var value = stored.Class == raw.SQLITE_NULL ? null : stored.AsText();
            var replacement = column.Of(value, other => telling[other]);
            if (replacement is not { Unclear: false }) tally.NotMasked(column, UnmaskedField.Document, 1);
            if (replacement is { Text: var text }) values.Add(column, text);
        }

        return values;
    }

    // Null when it went well, else why not; nothing is then changed.
    private string? Try(object[] place, IReadOnlyList<ColumnMask> columns, Dictionary<ColumnMask, string?> values)
    {
        using var update = session.Connection.CreateCommand();
#pragma warning disable CA2100 // Names were matched in the catalogue and quoted; values are parameters.
        update.CommandText = Update(columns, AtRow());
#pragma warning restore CA2100
        AddPlace(update, place);
        foreach (var column in columns) AddValue(update, column, values[column]);
        try
        {
            update.ExecuteNonQuery();
        }
        catch (SqliteException refusal) when (MaskRefusal.Code(refusal) is { } code && raw.sqlite3_get_autocommit(session.Handle) == 0)
        {
            return code;
        }

        if (raw.sqlite3_changes(session.Handle) != 1) throw new ConnectorFailure(ConnectorFailureKind.RowsDiffer, table.Name);
        return null;
    }

    // Whatever the schema says about conflicts, no other row may give way.
    private string Update(IReadOnlyList<ColumnMask> columns, string condition) =>
        $"UPDATE OR ABORT {_name} AS t SET {string.Join(", ", columns.Select(Assignment))} WHERE {condition}";

    private string Assignment(ColumnMask column)
    {
        var name = SqlName.Quote(column.Column.Name);
        return $"{name} = iif(t.{name} IS NULL, NULL, {Parameter(column)})";
    }

    private string AtRow() => string.Join(" AND ", rows.Places.Select((place, index) => $"t.{place} = $p{index}"));

    private static void AddPlace(SqliteCommand command, object[] place)
    {
        for (var i = 0; i < place.Length; i++) command.Parameters.AddWithValue($"$p{i}", place[i]);
    }

    private void AddValue(SqliteCommand command, ColumnMask column, string? value) =>
        command.Parameters.AddWithValue(Parameter(column), (object?)value ?? DBNull.Value);

    private string Parameter(ColumnMask column) => $"$v{plan.Columns.ToList().IndexOf(column)}";
}
