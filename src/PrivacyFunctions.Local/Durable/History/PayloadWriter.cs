using System.Text;

namespace PrivacyFunctions.Local.Durable.History;

/// <summary>Writes the compact form of history: numbers in 7-bit groups, strings as UTF-8 with their length plus one, 0 for null.</summary>
internal sealed class PayloadWriter : IDisposable
{
    private readonly MemoryStream _stream = new();
    private readonly BinaryWriter _writer;

    public PayloadWriter() => _writer = new BinaryWriter(_stream, Encoding.UTF8);

    public byte[] ToArray() => _stream.ToArray();

    public void Tag(byte value) => _writer.Write(value);

    public void Number(int value) => _writer.Write7BitEncodedInt(value);

    public void Flag(bool value) => _writer.Write(value);

    public void Time(DateTimeOffset value) => _writer.Write(value.UtcTicks);

    public void Text(string? value)
    {
        if (value is null)
        {
            _writer.Write7BitEncodedInt(0);
            return;
        }

        _writer.Write7BitEncodedInt(Encoding.UTF8.GetByteCount(value) + 1);
        _writer.Write(value.AsSpan());
    }

    public void Dispose() => _writer.Dispose();
}
