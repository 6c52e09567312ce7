using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.Staging;

/// <summary>A committed collection. Everything streams; each enumeration begins anew.</summary>
public sealed class StagedCollectionReader : IDisposable
{
    private readonly StagedBlobs _blobs;
    private readonly StagedManifest _manifest;

    internal StagedCollectionReader(StagedBlobs blobs, StagedManifest manifest)
    {
        _blobs = blobs;
        _manifest = manifest;
    }

    /// <summary>What it holds.</summary>
    public StagedCounts Counts => _manifest.Counts;

    /// <summary>What else there is to say about it.</summary>
    public StagedFacts Facts => _manifest.Facts;

    /// <summary>Published names of the fields, in order.</summary>
    public IReadOnlyList<string> Fields => _manifest.Fields;

    /// <summary>Number of distinct keys staged for an edge.</summary>
    public long KeyCount(string edge) => _manifest.Keys.GetValueOrDefault(edge);

    /// <summary>Begins to read the rows, in the order they were staged.</summary>
    public async Task<StagedRowReader> OpenRowsAsync(CancellationToken cancellation) =>
        new(_manifest.Rows == 0 ? null : await OpenPartAsync("rows", cancellation));

    /// <summary>The keys staged for an edge; empty when there are none.</summary>
    public IAsyncEnumerable<KeyTuple> ReadKeysAsync(string edge, CancellationToken cancellation = default) =>
        ReadKeysOfPartAsync(StagedBlobs.KeysPart(edge), _manifest.Keys.GetValueOrDefault(edge), cancellation);

    /// <summary>Number of primary keys staged: rows that are the person's own and can be told apart.</summary>
    public long PrimaryKeyCount => _manifest.PrimaryKeys;

    /// <summary>The primary keys of the person's own rows, in the order they were staged; rows that only shared keys found have none here.</summary>
    public IAsyncEnumerable<KeyTuple> ReadPrimaryKeysAsync(CancellationToken cancellation = default) =>
        ReadKeysOfPartAsync("primary-keys", _manifest.PrimaryKeys, cancellation);

    /// <summary>The large values, in the order they were staged.</summary>
    public async IAsyncEnumerable<StagedFile> ReadFilesAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        if (_manifest.Files == 0) yield break;
        await using var index = await OpenPartAsync(StagedFiles.IndexPart, cancellation);
        var entry = new byte[StagedFiles.Entry];
        for (var n = 1L; n <= _manifest.Files; n++)
        {
            await index.ReadExactlyAsync(entry, cancellation);
            var extension = Encoding.ASCII.GetString(entry.AsSpan(16)).TrimEnd('\0');
            yield return new StagedFile(
                string.Create(CultureInfo.InvariantCulture, $"{n}.{extension}"),
                BinaryPrimitives.ReadInt64LittleEndian(entry.AsSpan(8)),
                BinaryPrimitives.ReadInt64LittleEndian(entry));
        }
    }

    /// <summary>All large values, one after another as <see cref="StagedFile.Offset"/> and length say; the stream seeks.</summary>
    public async Task<Stream> OpenFilesAsync(CancellationToken cancellation) =>
        _manifest.Files == 0 ? Stream.Null : await OpenPartAsync(StagedFiles.Part, cancellation);

    /// <inheritdoc/>
    public void Dispose() => _blobs.Dispose();

    private async IAsyncEnumerable<KeyTuple> ReadKeysOfPartAsync(string part, long count, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (count == 0) yield break;
        await using var stream = await OpenPartAsync(part, cancellation);
        using var frame = new PooledBuffer();
        var header = new byte[KeyFrame.Header];
        for (var n = 0L; n < count; n++)
        {
            await stream.ReadExactlyAsync(header, cancellation);
            await stream.ReadExactlyAsync(frame.Fill(BinaryPrimitives.ReadInt32LittleEndian(header)), cancellation);
            yield return KeyFrame.Read(frame.Written.Span);
        }
    }

    private async Task<Stream> OpenPartAsync(string part, CancellationToken cancellation) =>
        await _blobs.OpenAsync(_blobs.Part(_manifest.Attempt, part), cancellation)
        ?? throw new FileNotFoundException("A part of a staged collection is missing.");
}
