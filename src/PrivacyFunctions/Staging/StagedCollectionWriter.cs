using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Sealing;

namespace PrivacyFunctions.Staging;

/// <summary>
/// Takes the rows, large values and keys of one collection, sealed, in constant memory. Nothing is visible before
/// <see cref="CommitAsync"/>, which replaces whatever an earlier attempt committed; disposing without it discards. One caller at a time.
/// </summary>
public sealed class StagedCollectionWriter : IAsyncDisposable
{
    private const int Gathered = 48 * 1024;

    private readonly StagedBlobs _blobs;
    private readonly IReadOnlyList<string> _fields;
    private readonly string _attempt = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(10));
    private readonly PooledBuffer _rows = new();
    private readonly List<int> _slots = [];
    private readonly Dictionary<string, StagedKeys> _keys = [];
    private readonly Utf8JsonWriter _json;
    private SealedBlob? _rowsBlob;
    private StagedFiles? _files;
    private StagedKeys? _primaryKeys;
    private int _rowStart = -1;
    private long _rowCount;
    private long _rowBytes;

    internal StagedCollectionWriter(StagedBlobs blobs, IReadOnlyList<string> fields)
    {
        _blobs = blobs;
        _fields = fields;
        _json = new Utf8JsonWriter(_rows, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
    }

    /// <summary>Begins a row: write exactly one JSON object, then call <see cref="EndRowAsync"/>. The writer is the same for every row.</summary>
    public Utf8JsonWriter BeginRow()
    {
        if (_rowStart >= 0) throw new InvalidOperationException("The row before was not ended.");
        _rowStart = _rows.Length;
        _rows.Skip(RowFrame.Header);
        _json.Reset(_rows);
        return _json;
    }

    /// <summary>Writes the reference to a staged large value as the next JSON value of the row.</summary>
    public void WriteReference(LargeValueRef value)
    {
        _json.WriteStartObject();
        _json.WritePropertyName(RowFrame.ReferenceName);

        // Where the file name begins, after its quote: there the bundle puts the folder it chooses.
        _slots.Add(checked((int)(_json.BytesCommitted + _json.BytesPending + 1)));
        _json.WriteStringValue(value.FileName);
        _json.WriteEndObject();
    }

    /// <summary>Ends the row.</summary>
    public ValueTask EndRowAsync(CancellationToken cancellation)
    {
        if (_rowStart < 0) throw new InvalidOperationException("There is no row to end.");
        _json.Flush();
        var length = checked((int)_json.BytesCommitted);
        if (_json.CurrentDepth != 0 || length < 2) throw new InvalidOperationException("A row is one JSON object.");
        RowFrame.Complete(_rows, _rowStart, length, _slots);
        _slots.Clear();
        _rowStart = -1;
        _rowCount++;
        _rowBytes += length;
        return _rows.Length < Gathered ? ValueTask.CompletedTask : DrainAsync(cancellation);
    }

    /// <summary>Drops the row that was begun, for example because reading it failed.</summary>
    public void AbandonRow()
    {
        if (_rowStart < 0) return;
        _rows.CutTo(_rowStart);
        _slots.Clear();
        _rowStart = -1;
    }

    /// <summary>Stages a large value, read to its end; may be called while a row is open. Give the result to <see cref="WriteReference"/>.</summary>
    public async Task<LargeValueRef> AddLargeAsync(Stream content, LargeValueKind kind, CancellationToken cancellation)
    {
        _files ??= await StagedFiles.CreateAsync(_blobs, _attempt, cancellation);
        return await _files.AddAsync(content, kind, cancellation);
    }

    /// <summary>Stages a key that flows along an edge of the plan to another collection.</summary>
    public ValueTask AddKeyAsync(string edge, KeyTuple key, CancellationToken cancellation) =>
        _keys.TryGetValue(edge, out var keys) ? keys.AddAsync(key, cancellation) : AddFirstKeyAsync(edge, key, cancellation);

    /// <summary>Stages the primary key of a row that is the person's own, by which it can be found again and changed.</summary>
    public ValueTask AddPrimaryKeyAsync(KeyTuple key, CancellationToken cancellation) =>
        _primaryKeys is not null ? _primaryKeys.AddAsync(key, cancellation) : AddFirstPrimaryKeyAsync(key, cancellation);

    /// <summary>Makes everything visible at once and durable, in place of an earlier attempt.</summary>
    public Task<StagedCounts> CommitAsync(CancellationToken cancellation) => CommitAsync(new StagedFacts(), cancellation);

    /// <summary>As <see cref="CommitAsync(CancellationToken)"/>, with what else there is to say about the collection.</summary>
    public async Task<StagedCounts> CommitAsync(StagedFacts facts, CancellationToken cancellation)
    {
        AbandonRow();
        await DrainAsync(cancellation);
        if (_rowsBlob is not null) await _rowsBlob.CommitAsync(cancellation);
        if (_files is not null) await _files.CommitAsync(cancellation);
        if (_primaryKeys is not null) await _primaryKeys.CommitAsync(cancellation);
        foreach (var keys in _keys.Values) await keys.CommitAsync(cancellation);
        var manifest = Manifest(facts);
        await using var blob = await _blobs.CreateAsync(_blobs.Manifest, cancellation);
        await JsonSerializer.SerializeAsync(blob.Stream, manifest, StagingJson.Default.StagedManifest, cancellation);
        await blob.CommitAsync(cancellation);
        return manifest.Counts;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_rowsBlob is not null) await _rowsBlob.DisposeAsync();
        if (_files is not null) await _files.DisposeAsync();
        if (_primaryKeys is not null) await _primaryKeys.DisposeAsync();
        foreach (var keys in _keys.Values) await keys.DisposeAsync();
        await _json.DisposeAsync();
        _rows.Dispose();
        _blobs.Dispose();
    }

    private StagedManifest Manifest(StagedFacts facts) => new()
    {
        Attempt = _attempt,
        Fields = _fields,
        Rows = _rowCount,
        RowBytes = _rowBytes,
        Files = _files?.Count ?? 0,
        FileBytes = _files?.Bytes ?? 0,
        PrimaryKeys = _primaryKeys?.Count ?? 0,
        Keys = _keys.ToDictionary(pair => pair.Key, pair => pair.Value.Count),
        Facts = facts,
    };

    private async ValueTask AddFirstKeyAsync(string edge, KeyTuple key, CancellationToken cancellation)
    {
        var blob = await _blobs.CreateAsync(_blobs.Part(_attempt, StagedBlobs.KeysPart(edge)), cancellation);
        await (_keys[edge] = new StagedKeys(blob, new KeySieve())).AddAsync(key, cancellation);
    }

    private async ValueTask AddFirstPrimaryKeyAsync(KeyTuple key, CancellationToken cancellation)
    {
        var blob = await _blobs.CreateAsync(_blobs.Part(_attempt, "primary-keys"), cancellation);
        await (_primaryKeys = new StagedKeys(blob, sieve: null)).AddAsync(key, cancellation);
    }

    private async ValueTask DrainAsync(CancellationToken cancellation)
    {
        if (_rows.Length == 0) return;
        _rowsBlob ??= await _blobs.CreateAsync(_blobs.Part(_attempt, "rows"), cancellation);
        await _rowsBlob.Stream.WriteAsync(_rows.Written, cancellation);
        _rows.Clear();
    }
}
