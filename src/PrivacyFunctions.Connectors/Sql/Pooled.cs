using System.Buffers;

namespace PrivacyFunctions.Connectors.Sql;

/// <summary>Pooled buffers that held personal data.</summary>
internal static class Pooled
{
    /// <summary>Replaces a buffer by one of at least this length; the content is not taken over.</summary>
    public static void Grow(ref byte[] buffer, int length)
    {
        ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        buffer = ArrayPool<byte>.Shared.Rent(length);
    }
}
