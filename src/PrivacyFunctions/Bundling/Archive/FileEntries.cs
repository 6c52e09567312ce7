using System.Buffers;
using System.Collections.Frozen;
using System.Security.Cryptography;
using PrivacyFunctions.Staging;

namespace PrivacyFunctions.Bundling;

/// <summary>Uploads and other large values, each an entry of its own.</summary>
internal static class FileEntries
{
    private const int Piece = 64 * 1024;

    // Packed already: trying hard gains nothing.
    private static readonly FrozenSet<string> Packed =
        [".png", ".jpg", ".gif", ".webp", ".zip", ".gz", ".7z", ".zst", ".mp4", ".webm", ".mp3", ".ogg", ".flac", ".pdf"];

    public static async Task WriteAsync(BundleArchive archive, StagedCollectionReader staged, string folder, CancellationToken cancellation)
    {
        if (staged.Counts.Files == 0) return;
        await using var content = await staged.OpenFilesAsync(cancellation);
        var piece = ArrayPool<byte>.Shared.Rent(Piece);
        try
        {
            await foreach (var file in staged.ReadFilesAsync(cancellation))
            {
                content.Position = file.Offset;
                await archive.AddAsync(
                    folder + file.FileName,
                    output => CopyAsync(content, file.Length, output, piece, cancellation),
                    cancellation,
                    compressible: !Packed.Contains(Path.GetExtension(file.FileName)));
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(piece);
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    private static async Task<long?> CopyAsync(Stream content, long length, Stream output, byte[] piece, CancellationToken cancellation)
    {
        while (length > 0)
        {
            var part = piece.AsMemory(0, (int)Math.Min(length, Piece));
            await content.ReadExactlyAsync(part, cancellation);
            await output.WriteAsync(part, cancellation);
            length -= part.Length;
        }

        return null;
    }
}
