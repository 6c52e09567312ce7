using System.Security.Cryptography;
using System.Text;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Local.Keys;

/// <summary>A key of 32 random bytes in a file of mode 0600, base64, created when there is none.</summary>
internal static class KeyFile
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>Reads the file, or creates it.</summary>
    /// <exception cref="InvalidDataException">The file holds no key, or others may read it.</exception>
    public static DataKey Open(string folder, string name)
    {
        DurableFile.CreateDirectory(folder);
        var path = Path.Combine(folder, name);
        if (!File.Exists(path)) Create(folder, path);
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
            throw new InvalidDataException($"Others may read {path}. Give it mode 0600.");
        return Read(path);
    }

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
