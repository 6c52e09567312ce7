using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PrivacyFunctions.Sealing;

namespace PrivacyFunctions.Staging;

/// <summary>The large values of a collection while they are written: one after another in one blob, with an index beside it.</summary>
internal sealed class StagedFiles : IAsyncDisposable
{
    /// <summary>Bytes of an index entry: offset, length, extension padded with zeros.</summary>
    public const int Entry = 24;

    public const string Part = "files";
    public const string IndexPart = "files-index";

    private const int Piece = 64 * 1024;

    private readonly SealedBlob _content;
    private readonly SealedBlob _index;

    private StagedFiles(SealedBlob content, SealedBlob index)
    {
        _content = content;
        _index = index;
    }

    public long Count { get; private set; }

    public long Bytes => _content.Stream.Position;

    public static async Task<StagedFiles> CreateAsync(StagedBlobs blobs, string attempt, CancellationToken cancellation)
    {
        var content = await blobs.CreateAsync(blobs.Part(attempt, Part), cancellation);
        return new StagedFiles(content, await blobs.CreateAsync(blobs.Part(attempt, IndexPart), cancellation));
    }

    public async Task<LargeValueRef> AddAsync(Stream content, LargeValueKind kind, CancellationToken cancellation)
    {
        var offset = Bytes;
        var piece = ArrayPool<byte>.Shared.Rent(Piece);
        try
        {
            var read = await content.ReadAtLeastAsync(piece.AsMemory(0, Piece), ContentSniffer.Head, throwOnEndOfStream: false, cancellation);
            var extension = ContentSniffer.Extension(piece.AsSpan(0, Math.Min(read, ContentSniffer.Head)), kind);
            while (read > 0)
            {
                await _content.Stream.WriteAsync(piece.AsMemory(0, read), cancellation);
                read = await content.ReadAsync(piece.AsMemory(0, Piece), cancellation);
            }

            await IndexAsync(offset, Bytes - offset, extension, cancellation);
            Count++;
            return new LargeValueRef(string.Create(CultureInfo.InvariantCulture, $"{Count}.{extension}"), Bytes - offset);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(piece);
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    public async Task CommitAsync(CancellationToken cancellation)
    {
        await _content.CommitAsync(cancellation);
        await _index.CommitAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _content.DisposeAsync();
        await _index.DisposeAsync();
    }

    private ValueTask IndexAsync(long offset, long length, string extension, CancellationToken cancellation)
    {
        var entry = new byte[Entry];
        BinaryPrimitives.WriteInt64LittleEndian(entry, offset);
        BinaryPrimitives.WriteInt64LittleEndian(entry.AsSpan(8), length);
        Encoding.ASCII.GetBytes(extension, entry.AsSpan(16));
        return _index.Stream.WriteAsync(entry, cancellation);
    }
}
