namespace PrivacyFunctions.Sealing;

/// <summary>Where chunks lie. Every plain length has exactly one sealed length.</summary>
internal static class SealedLength
{
    public static long Of(long plain) => ChunkCipher.Header + plain + (((plain / ChunkCipher.Chunk) + 1) * ChunkCipher.Tag);

    /// <exception cref="SealBrokenException">No message has that sealed length.</exception>
    public static long PlainOf(long length)
    {
        var (whole, last) = Math.DivRem(length - ChunkCipher.Header, ChunkCipher.SealedChunk);
        if (length < ChunkCipher.Header || last < ChunkCipher.Tag) throw new SealBrokenException(SealFlaw.Truncated);
        return (whole * ChunkCipher.Chunk) + last - ChunkCipher.Tag;
    }

    public static long Offset(long chunk) => ChunkCipher.Header + (chunk * ChunkCipher.SealedChunk);
}
