using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Sealing;

/// <summary>Small documents in the same form as sealed streams, as one array.</summary>
public static class SealedDocument
{
    /// <summary>Seals the content.</summary>
    public static byte[] Seal(ReadOnlySpan<byte> content, DataKey key, SealContext context)
    {
        var document = new byte[SealedLength.Of(content.Length)];
        using var cipher = ChunkCipher.Create(key.Bytes, context, document);
        long number = 0;
        var at = ChunkCipher.Header;
        bool full;
        do
        {
            full = content.Length >= ChunkCipher.Chunk;
            var chunk = content[..Math.Min(ChunkCipher.Chunk, content.Length)];
            cipher.Encrypt(number++, chunk, document.AsSpan(at));
            at += chunk.Length + ChunkCipher.Tag;
            content = content[chunk.Length..];
        }
        while (full);
        return document;
    }

    /// <summary>Opens a document; the caller wipes the result when it holds a key.</summary>
    /// <exception cref="SealBrokenException">It is cut, changed, or sealed with another key or context.</exception>
    public static byte[] Open(ReadOnlySpan<byte> document, DataKey key, SealContext context) => Open(document, key, context.ToBytes());

    internal static byte[] Open(ReadOnlySpan<byte> document, DataKey key, ReadOnlySpan<byte> context)
    {
        var content = new byte[SealedLength.PlainOf(document.Length)];
        using var cipher = ChunkCipher.Open(key.Bytes, context, document[..ChunkCipher.Header]);
        var chunks = (content.Length / ChunkCipher.Chunk) + 1;
        for (var number = 0; number < chunks; number++)
        {
            var at = (int)SealedLength.Offset(number);
            var sealedChunk = document[at..Math.Min(document.Length, at + ChunkCipher.SealedChunk)];
            cipher.Decrypt(number, sealedChunk, content.AsSpan(number * ChunkCipher.Chunk));
        }

        return content;
    }
}
