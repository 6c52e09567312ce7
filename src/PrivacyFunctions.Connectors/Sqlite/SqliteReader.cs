using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors.Sql;
using SQLitePCL;

namespace PrivacyFunctions.Connectors.Sqlite;

/// <summary>Rows as the library steps to them; values are written from its memory, long ones read from the file in pieces.</summary>
internal sealed class SqliteReader : IRecordReader
{
    private readonly ResolvedQuery _query;
    private readonly SelectStatement _statement;
    private readonly SqliteSession _session;
    private readonly IDisposable _slot;
    private readonly SqliteCommand _command;
    private readonly SqliteDataReader _rows;
    private readonly Encoding _encoding;
    private readonly bool _staysInFile;
    private readonly CandidateRow? _candidate;
    private long _returned;
    private bool _ended;

    /// <summary>Runs the statement; takes over the session, and the slot.</summary>
    public SqliteReader(ResolvedQuery query, SelectStatement statement, SqliteSession session, IDisposable slot)
    {
        (_query, _statement, _session, _slot) = (query, statement, session, slot);
        _staysInFile = SelectStatement.StaysInFile(query.Table);
        _encoding = session.TextEncoding();
        _candidate = statement.Check is null && statement.Excepted is null ? null : new CandidateRow(statement, Converts);
        _command = statement.Prepare(session.Connection);
        _rows = _command.ExecuteReader();
    }

    /// <inheritdoc/>
    public IReadOnlyList<CatalogueColumn> Fields => _query.Fields;

    /// <inheritdoc/>
    public bool CapReached { get; private set; }

    /// <inheritdoc/>
    public ValueTask<bool> ReadAsync(CancellationToken cancellation)
    {
        if (_ended) return ValueTask.FromResult(false);
        cancellation.ThrowIfCancellationRequested();
        _session.Cancellation = cancellation;
        _ended = !SqliteFailures.Guard(_query.Table.Name, Step, cancellation);
        if (!_ended && _returned == _query.RowCap) _ended = CapReached = true;
        _returned++;
        return ValueTask.FromResult(!_ended);
    }

    /// <inheritdoc/>
    public ValueTask<FieldContent> ContentAsync(int field, CancellationToken cancellation)
    {
        var value = Value(field);
        var content = value.Class switch
        {
            raw.SQLITE_NULL => FieldContent.Null,
            raw.SQLITE_BLOB when Announced(field, value) => SqliteFailures.Guard(_query.Table.Name, () => AnnouncedContent(field), cancellation),
            raw.SQLITE_BLOB when value.Length > LargeValue.InlineBytes => FieldContent.LargeBytes,
            raw.SQLITE_TEXT when value.Length > SelectStatement.InlineLimit(Fields[field]) => FieldContent.LargeText,
            _ => FieldContent.Inline,
        };
        return ValueTask.FromResult(content);
    }

    /// <inheritdoc/>
    public void Write(int field, Utf8JsonWriter writer) => Value(field).Write(writer);

    /// <inheritdoc/>
    public Stream OpenLarge(int field)
    {
        var value = Value(field);
        if (!Announced(field, value)) return new MemoryStream(value.Bytes.ToArray(), writable: false);
        return SqliteFailures.Guard(_query.Table.Name, () => Open(field), _session.Cancellation);
    }

    /// <inheritdoc/>
    public bool TryGetKey(int field, out KeyValue key)
    {
        if (!_query.IsKey[field]) throw new ArgumentException("The field was not asked for as a key.", nameof(field));
        var text = Value(field).Key();
        key = new KeyValue(text ?? "");
        return text is not null;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _rows.Dispose();
        _command.Dispose();
        _session.Dispose();
        _slot.Dispose();
        return ValueTask.CompletedTask;
    }

    private bool Step()
    {
        while (_rows.Read())
        {
            if (_candidate?.Matches(_rows.Handle!) != false) return true;
        }

        return false;
    }

    private bool Converts => _encoding is not UTF8Encoding;

    private StoredValue Value(int field) => new(_rows.Handle!, _statement.FirstField + field, Fields[field].Kind, Converts);

    private bool Announced(int field, StoredValue value) =>
        _staysInFile && value.Class == raw.SQLITE_BLOB && value.Length > SelectStatement.InlineLimit(Fields[field]);

    private FieldContent AnnouncedContent(int field)
    {
        using var command = _session.Connection.CreateCommand();
        var (table, row) = (_query.Table, _query.Table.RowIdentifier);
#pragma warning disable CA2100 // Names were matched in the catalogue and quoted.
        command.CommandText = $"SELECT typeof({SqlName.Quote(Fields[field].Name)}) FROM {SqlName.Quote(table.Path)} WHERE {row} = $row";
#pragma warning restore CA2100
        command.Parameters.AddWithValue("$row", Row);
        return (string?)command.ExecuteScalar() == "text" ? FieldContent.LargeText : FieldContent.LargeBytes;
    }

    private GuardedStream Open(int field)
    {
        Stream stream = new SqliteBlob(_session.Connection, "main", _query.Table.Path[^1], Fields[field].Name, Row, readOnly: true);
        if (Converts && AnnouncedContent(field) == FieldContent.LargeText)
            stream = Encoding.CreateTranscodingStream(stream, _encoding, Encoding.UTF8);
        return new GuardedStream(stream, (exception, cancellation) => SqliteFailures.Translate(exception, _query.Table.Name, cancellation));
    }

    private long Row => raw.sqlite3_column_int64(_rows.Handle!, 0);
}
