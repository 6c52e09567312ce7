using System.Buffers.Binary;

namespace PrivacyFunctions.Local.Keys;

/// <summary>A data key as it is stored: the slot of its share, then the key sealed under share and key-encryption key together.</summary>
internal static class WrappedKey
{
    public static byte[] Of(long slot, ReadOnlySpan<byte> content)
    {
        var wrapped = new byte[sizeof(long) + content.Length];
        BinaryPrimitives.WriteInt64BigEndian(wrapped, slot);
        content.CopyTo(wrapped.AsSpan(sizeof(long)));
        return wrapped;
    }

    public static long Slot(ReadOnlySpan<byte> wrapped) => BinaryPrimitives.ReadInt64BigEndian(wrapped);

    public static ReadOnlySpan<byte> Content(ReadOnlySpan<byte> wrapped) => wrapped[sizeof(long)..];
}
