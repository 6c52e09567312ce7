using System.Security.Cryptography;
using System.Text;

namespace PrivacyFunctions.Bundling;

/// <summary>
/// The last bytes of a ZIP, its comment, are the digest of all bytes before them. Entries have digests of their own under the signature; this
/// one finds damage in the bytes that belong to no entry.
/// </summary>
internal static class DigestedEnd
{
    private const string Prefix = "sha256:";
    private const int EndRecordSize = 22;

    /// <summary>Bytes of the comment.</summary>
    public static int Size { get; } = Prefix.Length + (2 * SHA256.HashSizeInBytes);

    /// <summary>What stands in the comment's place while the bytes before it are being written.</summary>
    public static string Placeholder { get; } = new('0', Size);

    /// <summary>The comment for a digest.</summary>
    public static byte[] Of(ReadOnlySpan<byte> digest) => Encoding.ASCII.GetBytes(Prefix + Convert.ToHexStringLower(digest));

    /// <summary>True when a file ends in the digest of what is before it, or without any comment, as when somebody else packed it again.</summary>
    public static async Task<bool> FitsAsync(Stream file, CancellationToken cancellation)
    {
        if (await EndsWithoutCommentAsync(file, cancellation)) return true;
        var left = file.Length - Size;
        if (left < 0) return false;
        file.Position = 0;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var piece = new byte[64 * 1024];
        while (left > 0)
        {
            var read = await file.ReadAsync(piece.AsMemory(0, (int)Math.Min(left, piece.Length)), cancellation);
            if (read == 0) return false;
            hash.AppendData(piece, 0, read);
            left -= read;
        }

        var end = new byte[Size];
        await file.ReadExactlyAsync(end, cancellation);
        return end.AsSpan().SequenceEqual(Of(hash.GetHashAndReset()));
    }

    private static async Task<bool> EndsWithoutCommentAsync(Stream file, CancellationToken cancellation)
    {
        if (file.Length < EndRecordSize) return false;
        file.Position = file.Length - EndRecordSize;
        var record = new byte[EndRecordSize];
        await file.ReadExactlyAsync(record, cancellation);
        return record.AsSpan().StartsWith("PK\u0005\u0006"u8) && record is [.., 0, 0];
    }
}
