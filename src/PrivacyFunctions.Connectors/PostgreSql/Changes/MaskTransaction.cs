using System.Data;
using Npgsql;
using NpgsqlTypes;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors.Sql;
using PrivacyFunctions.Connectors.Sql.Changes;

namespace PrivacyFunctions.Connectors.PostgreSql.Changes;

/// <summary>
/// Masks rows inside a transaction. What a constraint refuses is tried again in smaller parts, down to one field of one row, so that
/// everything else is still masked.
/// </summary>
internal sealed class MaskTransaction(PostgreSqlSession session, CatalogueTable table, MaskPlan plan, ChangeTally tally)
{
    // Values that must be read to be replaced pass through memory: few rows at a time.
    private const int RowsRead = 100;
    private const int RowsUnread = 5000;

    private int? _required;

    /// <summary>Whether updates were tried and taken back.</summary>
    public bool Tried { get; private set; }

    /// <summary>Masks all of these rows.</summary>
    public async Task RunAsync(RowIds rows, CancellationToken cancellation)
    {
        foreach (var (field, code) in plan.Impossible) tally.NotMasked(field, code, rows.Count);
        tally.Masked += rows.Count;
        if (plan.Columns.Count == 0) return;
        var part = plan.Columns.All(column => column.Fixed) ? RowsUnread : RowsRead;
        for (var first = 0; first < rows.Count; first += part)
        {
            var batch = await ReadAsync(rows.Range(first, Math.Min(part, rows.Count - first)), cancellation);
            // Most rows take all columns; those with a broken document go by themselves.
            foreach (var alike in batch.GroupBy(row => string.Join(',', row.Columns))) await MaskAsync([.. alike], cancellation);
        }
    }

    private async Task<List<MaskedRow>> ReadAsync(RowIds rows, CancellationToken cancellation)
    {
        var read = plan.Columns.Where(column => !column.Fixed).ToList();
        var batch = new List<MaskedRow>(rows.Count);
        if (read.Count == 0)
        {
            for (var i = 0; i < rows.Count; i++) batch.Add(new MaskedRow(rows.Tables[i], rows.Places[i], plan.Columns.Count));
            return batch;
        }

        await using var command = session.Connection.CreateCommand();
#pragma warning disable CA2100 // Names were matched in the catalogue and quoted; values are parameters.
        command.CommandText = $"SELECT t.tableoid, t.ctid, {string.Join(", ", plan.Telling.Select(SelectStatement.Evidence).Concat(read.Select(Value)))} FROM {SqlName.Quote(table.Path)} AS t, {RowIds.Source} AS r(o, i) WHERE t.tableoid = r.o AND t.ctid = r.i";
#pragma warning restore CA2100
        rows.AddTo(command.Parameters);
        command.AllResultTypesAreUnknown = true;
        await using var values = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellation);
        while (await values.ReadAsync(cancellation))
        {
            var place = new RowIds();
            place.Add(values, 0);
            var row = new MaskedRow(place.Tables[0], place.Places[0], plan.Columns.Count);
            // Columns come one after another: first those that tell, then those that are replaced.
            var telling = plan.Telling.Index().ToDictionary(target => target.Item.Column.Name, target => Telling(values, target.Item, target.Index + 2), StringComparer.Ordinal);
            for (var i = 0; i < read.Count; i++) Replace(row, plan.Columns.ToList().IndexOf(read[i]), read[i], values, plan.Telling.Count + i + 2, telling);
            batch.Add(row);
        }

        if (batch.Count != rows.Count) throw new ConnectorFailure(ConnectorFailureKind.RowsDiffer, table.Name);
        return batch;
    }

    private void Replace(MaskedRow row, int index, ColumnMask column, NpgsqlDataReader values, int ordinal, Dictionary<string, ColumnValue> telling)
    {
        byte[]? stored = null;
        if (!values.IsDBNull(ordinal))
        {
            stored = new byte[values.GetBytes(ordinal, 0, null, 0, 0)];
            values.GetBytes(ordinal, 0, stored, 0, stored.Length);
        }

        var replacement = column.Of(stored, other => telling[other]);
        if (replacement is not { Unclear: false }) tally.NotMasked(column, UnmaskedField.Document, 1);
        if (replacement is { Text: var text }) row.Values[index] = text is not null && column.Column.Kind == ValueKind.Array ? ArrayLiteral.Of(text) : text;
        else row.Columns.Remove(index);
    }

    // Bytes come in hexadecimal text here; as keys they are base64.
    private static ColumnValue Telling(NpgsqlDataReader values, KeyTarget target, int ordinal)
    {
        var value = CandidateRow.Evidence(values, target, ordinal);
        return value.Scalar is { } bytes && target.Column.Kind == ValueKind.Bytes ? ColumnValue.Of(new KeyValue(Convert.ToBase64String(Convert.FromHexString(bytes.Text[2..])))) : value;
    }

    private async Task MaskAsync(IReadOnlyList<MaskedRow> rows, CancellationToken cancellation)
    {
        var columns = rows[0].Columns;
        if (columns.Count == 0 || await TryAsync(rows, columns, keep: true, cancellation) is not { } code) return;
        if (_required is { } required && columns.Contains(required))
        {
            foreach (var row in rows) row.Columns.Remove(required);
            tally.NotMasked(plan.Columns[required], UnmaskedField.NotNull, rows.Count);
            await MaskAsync(rows, cancellation);
            return;
        }

        if (rows.Count == 1)
        {
            await FieldByFieldAsync(rows[0], code, cancellation);
            return;
        }

        await MaskAsync([.. rows.Take(rows.Count / 2)], cancellation);
        await MaskAsync([.. rows.Skip(rows.Count / 2)], cancellation);
    }

    private async Task FieldByFieldAsync(MaskedRow row, string code, CancellationToken cancellation)
    {
        // One field may be all that stands in the way, and others may only go together.
        foreach (var left in row.Columns)
        {
            var rest = row.Columns.Where(column => column != left).ToList();
            if (rest.Count > 0 && await TryAsync([row], rest, keep: true, cancellation) is not null) continue;
            tally.NotMasked(plan.Columns[left], code, 1);
            return;
        }

        var taken = new List<int>();
        foreach (var column in row.Columns)
        {
            if (await TryAsync([row], [.. taken, column], keep: false, cancellation) is { } why) tally.NotMasked(plan.Columns[column], why, 1);
            else taken.Add(column);
        }

        if (taken.Count > 0) await TryAsync([row], taken, keep: true, cancellation);
    }

    // Null when it went well, else why not; nothing is then changed.
    private async Task<string?> TryAsync(IReadOnlyList<MaskedRow> rows, IReadOnlyList<int> columns, bool keep, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(session.Connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SAVEPOINT masking"));
        batch.BatchCommands.Add(Update(rows, columns));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(keep ? "RELEASE SAVEPOINT masking" : "ROLLBACK TO SAVEPOINT masking"));
        try
        {
            if (await batch.ExecuteNonQueryAsync(cancellation) != rows.Count) throw new ConnectorFailure(ConnectorFailureKind.RowsDiffer, table.Name);
            Tried |= !keep;
            return null;
        }
        catch (PostgresException refusal) when (MaskRefusal.Code(refusal) is { } code)
        {
            Tried = true;
            _required = refusal.SqlState == PostgresErrorCodes.NotNullViolation ? RequiredColumn(refusal.ColumnName) : null;
            await session.ExecuteAsync("ROLLBACK TO SAVEPOINT masking", cancellation);
            return code;
        }
    }

    // The name comes from the server's catalogue; a column that takes no null takes none in any row.
    private int? RequiredColumn(string? name) =>
        plan.Columns.ToList().FindIndex(column => column is { Fixed: true, FixedText: null } && column.Column.Name == name) is var index and >= 0 ? index : null;

    private NpgsqlBatchCommand Update(IReadOnlyList<MaskedRow> rows, IReadOnlyList<int> columns)
    {
        var read = columns.Where(column => !plan.Columns[column].Fixed).ToList();
        var command = new NpgsqlBatchCommand($"""
            UPDATE {SqlName.Quote(table.Path)} AS t SET {string.Join(", ", columns.Select(Assignment))}
            FROM unnest(@tables::oid[], @rows::tid[]{string.Concat(read.Select(column => $", @v{column}::text[]"))}) AS r(o, i{string.Concat(read.Select(column => $", v{column}"))})
            WHERE t.tableoid = r.o AND t.ctid = r.i
            """);
        var places = new RowIds();
        foreach (var row in rows) places.Add(row.Table, row.Place);
        places.AddTo(command.Parameters);
        foreach (var column in columns)
        {
            var values = plan.Columns[column].Fixed ? null : rows.Select(row => row.Values[column]).ToArray();
            if (values is not null) command.Parameters.Add(new NpgsqlParameter($"v{column}", NpgsqlDbType.Array | NpgsqlDbType.Text) { Value = values });
            else if (plan.Columns[column].FixedText is { } text) command.Parameters.Add(new NpgsqlParameter($"f{column}", NpgsqlDbType.Text) { Value = text });
        }

        return command;
    }

    private string Assignment(int column)
    {
        var (mask, name) = (plan.Columns[column], SqlName.Quote(plan.Columns[column].Column.Name));
        if (!mask.Fixed) return $"{name} = r.v{column}{Cast(mask.Column)}";
        return mask.FixedText is null ? $"{name} = NULL" : $"{name} = CASE WHEN t.{name} IS NOT NULL THEN @f{column}::text END";
    }

    // A cast that names a length would cut to it; an assignment to such a column refuses what is too long.
    private static string Cast(CatalogueColumn column) => column.Kind == ValueKind.Text ? "" : $"::{Formats.ValueFormats.WithoutModifier(column.NativeType)}";

    private static string Value(ColumnMask mask)
    {
        var column = $"t.{SqlName.Quote(mask.Column.Name)}";
        return mask.Column.Kind == ValueKind.Array ? $"to_jsonb({column})" : $"{column}::text";
    }

    private sealed record MaskedRow(uint Table, string Place, int Count)
    {
        public string?[] Values { get; } = new string?[Count];

        public List<int> Columns { get; } = [.. Enumerable.Range(0, Count)];
    }
}
