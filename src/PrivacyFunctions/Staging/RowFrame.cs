using System.Buffers.Binary;

namespace PrivacyFunctions.Staging;

/// <summary>
/// A staged row as bytes: its length, the number of references to large values, the JSON, then the place of each reference's file
/// name within the JSON.
/// </summary>
internal static class RowFrame
{
    public const int Header = sizeof(int) + sizeof(int);
    public const string ReferenceName = "$file";

    public static void Complete(PooledBuffer buffer, int start, int length, List<int> slots)
    {
        var header = buffer.At(start);
        BinaryPrimitives.WriteInt32LittleEndian(header, length);
        BinaryPrimitives.WriteInt32LittleEndian(header[sizeof(int)..], slots.Count);
        foreach (var slot in slots)
        {
            BinaryPrimitives.WriteInt32LittleEndian(buffer.GetSpan(sizeof(int)), slot);
            buffer.Advance(sizeof(int));
        }
    }

    public static (int Length, int Slots) ReadHeader(ReadOnlySpan<byte> header) =>
        (BinaryPrimitives.ReadInt32LittleEndian(header), BinaryPrimitives.ReadInt32LittleEndian(header[sizeof(int)..]));

    public static int Slot(ReadOnlySpan<byte> slots, int index) => BinaryPrimitives.ReadInt32LittleEndian(slots[(index * sizeof(int))..]);
}
