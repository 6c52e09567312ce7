using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.Staging;

/// <summary>A key as bytes: the length of what follows, then each value with its length before it.</summary>
internal static class KeyFrame
{
    public const int Header = sizeof(int);

    public static void Write(PooledBuffer buffer, KeyTuple key)
    {
        var start = buffer.Length;
        buffer.Skip(Header);
        foreach (var value in key.Values)
        {
            var span = buffer.GetSpan(Header + Encoding.UTF8.GetMaxByteCount(value.Text.Length));
            var length = Encoding.UTF8.GetBytes(value.Text, span[Header..]);
            BinaryPrimitives.WriteInt32LittleEndian(span, length);
            buffer.Advance(Header + length);
        }

        BinaryPrimitives.WriteInt32LittleEndian(buffer.At(start), buffer.Length - start - Header);
    }

    public static KeyTuple Read(ReadOnlySpan<byte> content)
    {
        var values = ImmutableArray.CreateBuilder<KeyValue>(2);
        while (!content.IsEmpty)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(content);
            values.Add(new KeyValue(Encoding.UTF8.GetString(content.Slice(Header, length))));
            content = content[(Header + length)..];
        }

        return new KeyTuple(values.ToImmutable());
    }
}
