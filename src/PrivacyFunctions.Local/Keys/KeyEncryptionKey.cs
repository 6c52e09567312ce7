using System.Security.Cryptography;
using System.Text;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Sealing;

namespace PrivacyFunctions.Local.Keys;

/// <summary>
/// The key that wraps all others: 32 random bytes in a file of mode 0600, apart from the database that holds what it wraps. Back both up,
/// never in the same place.
/// </summary>
public sealed class KeyEncryptionKey : IDisposable
{
    private const string FileName = "key-encryption.key";
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private readonly DataKey _key;

    private KeyEncryptionKey(DataKey key) => _key = key;

    /// <summary>Reads the key file of a folder, or creates it when there is none.</summary>
    /// <exception cref="InvalidDataException">The file holds no key, or others may read it.</exception>
    public static KeyEncryptionKey Open(string folder)
    {
        DurableFile.CreateDirectory(folder);
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) Create(folder, path);
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
            throw new InvalidDataException($"Others may read {path}. Give it mode 0600.");
        return new KeyEncryptionKey(Read(path));
    }

    /// <summary>Wraps a secret.</summary>
    public byte[] Wrap(ReadOnlySpan<byte> secret, string what, string name) => SealedDocument.Seal(secret, _key, SealContext.Of(what, name));

    /// <summary>Unwraps a secret; the caller wipes it.</summary>
    /// <exception cref="SealBrokenException">Another key wrapped it, or it was changed.</exception>
    public byte[] Unwrap(ReadOnlySpan<byte> wrapped, string what, string name) =>
        SealedDocument.Open(wrapped, _key, SealContext.Of(what, name));

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    private static DataKey Read(string path)
    {
        var bytes = new byte[DataKey.Size];
        try
        {
            var text = File.ReadAllText(path).AsSpan().Trim();
            return Convert.TryFromBase64Chars(text, bytes, out var length) && length == DataKey.Size
                ? new DataKey(bytes)
                : throw new InvalidDataException($"{path} holds no key of 32 bytes in base64.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private static void Create(string folder, string path)
    {
        var temporary = Path.Combine(folder, Path.GetRandomFileName());
        using (var key = DataKey.New())
        using (var file = DurableFile.Create(temporary))
        {
            file.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(key.Bytes) + "\n"));
            file.Flush(flushToDisk: true);
        }

        DurableFile.Publish(temporary, path, replace: false);
    }
}
