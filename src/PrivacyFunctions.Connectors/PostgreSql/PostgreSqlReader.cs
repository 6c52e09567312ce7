using System.Buffers;
using System.Text.Json;
using Npgsql;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors.PostgreSql.Formats;
using PrivacyFunctions.Connectors.Sql;

namespace PrivacyFunctions.Connectors.PostgreSql;

/// <summary>
/// Rows as they come off the wire, column by column and never as a whole: a row of any size costs one buffer. Values are copied from
/// the driver's buffer into ours and from there, as UTF-8, into the JSON writer.
/// </summary>
internal sealed class PostgreSqlReader : IRecordReader
{
    private readonly ResolvedQuery _query;
    private readonly SelectStatement _statement;
    private readonly PostgreSqlSession _session;
    private readonly NpgsqlCommand _command;
    private readonly NpgsqlDataReader _rows;
    private readonly IDisposable _slot;
    private readonly ValueFormat[] _formats;
    private readonly KeptKey?[] _keys;
    private readonly CandidateRow? _candidate;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(LargeValue.InlineText);
    private int _length;
    private long _returned;
    private bool _ended;

    /// <summary>Takes over the session, the command, its rows and the slot.</summary>
    public PostgreSqlReader(
        ResolvedQuery query, SelectStatement statement, PostgreSqlSession session, NpgsqlCommand command, NpgsqlDataReader rows, IDisposable slot)
    {
        (_query, _statement, _session, _command, _rows, _slot) = (query, statement, session, command, rows, slot);
        _formats = [.. query.Fields.Select(ValueFormats.Of)];
        _keys = [.. query.IsKey.Select(key => key ? new KeptKey() : null)];
        _candidate = statement.Check is null && statement.Excepted is null ? null : new CandidateRow(statement);
    }

    /// <inheritdoc/>
    public IReadOnlyList<CatalogueColumn> Fields => _query.Fields;

    /// <inheritdoc/>
    public bool CapReached { get; private set; }

    /// <inheritdoc/>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellation)
    {
        if (_ended) return false;
        cancellation.ThrowIfCancellationRequested();
        try
        {
            do
            {
                if (await _rows.ReadAsync(cancellation)) continue;
                _ended = true;
                return false;
            }
            while (_candidate is not null && !_candidate.Matches(_rows));
            if (_returned < _query.RowCap) KeepKeys();
        }
        catch (Exception exception) when (Translate(exception, cancellation) is { } failure)
        {
            throw failure;
        }

        if (_returned == _query.RowCap)
        {
            _ended = CapReached = true;
            return false;
        }

        _returned++;
        return true;
    }

    /// <inheritdoc/>
    public ValueTask<FieldContent> ContentAsync(int field, CancellationToken cancellation)
    {
        try
        {
            return ValueTask.FromResult(Content(field));
        }
        catch (Exception exception) when (Translate(exception, cancellation) is { } failure)
        {
            throw failure;
        }
    }

    /// <inheritdoc/>
    public void Write(int field, Utf8JsonWriter writer) => _formats[field].Write(_buffer.AsSpan(0, _length), writer);

    /// <inheritdoc/>
    public Stream OpenLarge(int field)
    {
        try
        {
            return new GuardedStream(_rows.GetStream(_statement.FirstField + field), (exception, cancellation) => Translate(exception, cancellation));
        }
        catch (Exception exception) when (Translate(exception, CancellationToken.None) is { } failure)
        {
            throw failure;
        }
    }

    /// <inheritdoc/>
    public bool TryGetKey(int field, out KeyValue key)
    {
        var kept = _keys[field] ?? throw new ArgumentException("The field was not asked for as a key.", nameof(field));
        var text = kept.Present ? _formats[field].Key(kept.Bytes) : null;
        key = new KeyValue(text ?? "");
        return text is not null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            // The rest of the rows is not wanted: the server is told to stop instead of being read to its end.
            if (!_ended || (CapReached && _candidate is not null)) _command.Cancel();
            await _rows.DisposeAsync();
        }
        catch (Exception exception) when (exception is NpgsqlException or OperationCanceledException or IOException)
        {
            // What the server says about a reading that nobody reads any more matters to nobody.
        }
        finally
        {
            await _command.DisposeAsync();
            await _session.DisposeAsync();
            ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
            _buffer = [];
            foreach (var key in _keys) key?.Clear();
            _slot.Dispose();
        }
    }

    private void KeepKeys()
    {
        for (var i = 0; i < _statement.KeyFields.Count; i++)
        {
            var (key, column) = (_keys[_statement.KeyFields[i]]!, _statement.FirstKey + i);
            key.Present = !_rows.IsDBNull(column) && _rows.GetBytes(column, 0, null, 0, 0) <= LargeValue.InlineText;
            if (!key.Present) continue;
            key.Keep(_buffer.AsSpan(0, (int)_rows.GetBytes(column, 0, _buffer, 0, LargeValue.InlineText)));
        }
    }

    private FieldContent Content(int field)
    {
        var (column, format) = (_statement.FirstField + field, _formats[field]);
        if (_rows.IsDBNull(column)) return FieldContent.Null;
        if (format.AlwaysShort)
        {
            _length = (int)_rows.GetBytes(column, 0, _buffer, 0, _buffer.Length);
            return FieldContent.Inline;
        }

        var length = _rows.GetBytes(column, 0, null, 0, 0);
        if (length > format.InlineLimit) return format.Binary ? FieldContent.LargeBytes : FieldContent.LargeText;
        if (length > _buffer.Length) Pooled.Grow(ref _buffer, (int)length);
        _length = (int)_rows.GetBytes(column, 0, _buffer, 0, (int)length);
        return FieldContent.Inline;
    }

    private Exception? Translate(Exception exception, CancellationToken cancellation) =>
        PostgreSqlFailures.Translate(exception, _query.Table.Name, cancellation);
}
