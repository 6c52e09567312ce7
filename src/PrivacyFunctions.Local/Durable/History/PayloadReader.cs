using System.Buffers.Binary;
using System.Text;

namespace PrivacyFunctions.Local.Durable.History;

/// <summary>Reads what <see cref="PayloadWriter"/> wrote, straight from the database's page.</summary>
internal ref struct PayloadReader(ReadOnlySpan<byte> payload)
{
    private ReadOnlySpan<byte> _rest = payload;

    public byte Tag() => Take(1)[0];

    public bool Flag() => Tag() != 0;

    public DateTimeOffset Time() => new(BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long))), TimeSpan.Zero);

    public int Number()
    {
        var value = 0u;
        for (var shift = 0; shift < 35; shift += 7)
        {
            var group = Tag();
            value |= (uint)(group & 0x7F) << shift;
            if ((group & 0x80) == 0) return (int)value;
        }

        throw new InvalidDataException("A number in the history is too long.");
    }

    public string? TextOrNull() => Number() is var length && length > 0 ? Encoding.UTF8.GetString(Take(length - 1)) : null;

    public string Text() => TextOrNull() ?? throw new InvalidDataException("A name in the history is missing.");

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length) throw new InvalidDataException("The history ends too early.");
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
