using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace PrivacyFunctions.Local.Storage;

/// <summary>
/// An index over keys in no order that are kept for a day at most. In the file each new key would dirty a page of its own; here it takes some
/// 40 bytes, a small part of what its row takes on disk. The index is read from the file when it is first needed. It may know of rows that
/// are gone or were never committed: whoever looks a row up compares its key.
/// </summary>
/// <param name="everyRow">Key and number of every row; where a key comes twice, the last counts.</param>
internal sealed class MemoryIndex(Func<SqliteSession, IEnumerable<(UInt128 Key, long Number)>> everyRow)
{
    private const int MostBytes = 48;

    private readonly Lock _turn = new();
    private Dictionary<UInt128, long>? _numbers;

    /// <summary>A key made of a text or two, or of a hash in base64 as it is; two texts have the same one as good as never.</summary>
    public static UInt128 KeyOf(string text, string more = "")
    {
        Span<byte> hash = stackalloc byte[MostBytes];
        if (more.Length == 0 && Convert.TryFromBase64String(text, hash, out var length) && length == SHA256.HashSizeInBytes)
            return BinaryPrimitives.ReadUInt128BigEndian(hash);
        SHA256.HashData(MemoryMarshal.AsBytes($"{text}\n{more}".AsSpan()), hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }

    /// <summary>The number of the row that may have the key; null when none has.</summary>
    public long? Find(SqliteSession session, UInt128 key)
    {
        lock (_turn) return Numbers(session).TryGetValue(key, out var number) ? number : null;
    }

    /// <summary>A row was added; called in the unit that adds it.</summary>
    public void Add(SqliteSession session, UInt128 key, long number)
    {
        lock (_turn) Numbers(session)[key] = number;
    }

    /// <summary>A row was removed.</summary>
    public void Remove(SqliteSession session, UInt128 key, long number)
    {
        lock (_turn)
        {
            var numbers = Numbers(session);
            if (numbers.TryGetValue(key, out var latest) && latest == number) numbers.Remove(key);
        }
    }

    private Dictionary<UInt128, long> Numbers(SqliteSession session)
    {
        if (_numbers is { } read) return read;
        var numbers = new Dictionary<UInt128, long>();
        foreach (var (key, number) in everyRow(session)) numbers[key] = number;
        return _numbers = numbers;
    }
}
