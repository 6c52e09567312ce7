using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Bundling;

/// <summary>
/// Checks a bundle from its file alone: names, signature, every digest, nothing missing, nothing added. What a hostile file can
/// cost is bounded: no entry is read further than the signed manifest says.
/// </summary>
public static class BundleVerifier
{
    private const string ManifestName = "manifest.json";
    private const string SignatureName = "manifest.sig";
    private const int LargestManifest = 128 * 1024 * 1024;
    private const int LargestSignature = 1024;
    private const int MostFlaws = 1000;

    /// <summary>Verifies a bundle.</summary>
    /// <param name="bundle">The ZIP, seekable; stays open.</param>
    /// <param name="trusted">Keys whose signature counts.</param>
    /// <param name="cancellation">Ends the verification.</param>
    public static async Task<BundleVerdict> VerifyAsync(Stream bundle, IReadOnlyList<PublicSigningKey> trusted, CancellationToken cancellation)
    {
        var flaws = new List<BundleFlaw>();
        try
        {
            bundle.Position = 0;
            await using var zip = await ZipArchive.CreateAsync(bundle, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: Encoding.UTF8, cancellation);
            var entries = CheckNames(zip, flaws);
            if (await ReadManifestAsync(entries, trusted, flaws, cancellation) is not var (manifest, key)) return new BundleVerdict.Invalid(flaws);
            await CheckEntriesAsync(entries, manifest, flaws, cancellation);
            if (flaws.Count == 0 && !await DigestedEnd.FitsAsync(bundle, cancellation))
                flaws.Add(new BundleFlaw(null, BundleFlawKind.Damaged, "The file was changed in bytes that belong to no entry; the entries themselves are what was signed."));
            return flaws.Count == 0 ? new BundleVerdict.Valid(manifest, key) : new BundleVerdict.Invalid(flaws);
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            flaws.Add(new BundleFlaw(null, BundleFlawKind.Unreadable, "The file is no ZIP, or its end is missing."));
            return new BundleVerdict.Invalid(flaws);
        }
    }

    private static Dictionary<string, ZipArchiveEntry> CheckNames(ZipArchive zip, List<BundleFlaw> flaws)
    {
        var entries = new Dictionary<string, ZipArchiveEntry>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in zip.Entries)
        {
            if (!EntryNameRules.IsSafe(entry.FullName)) Add(flaws, entry.FullName, BundleFlawKind.UnsafeName, "has a name that is not safe to unpack");
            else if (!seen.Add(entry.FullName)) Add(flaws, entry.FullName, BundleFlawKind.Duplicate, "is there twice, or differs from another only by case");
            else entries[entry.FullName] = entry;
        }

        return entries;
    }

    private static async Task<(BundleManifest Manifest, PublicSigningKey Key)?> ReadManifestAsync(
        Dictionary<string, ZipArchiveEntry> entries, IReadOnlyList<PublicSigningKey> trusted, List<BundleFlaw> flaws, CancellationToken cancellation)
    {
        var content = await ReadAsync(entries, ManifestName, LargestManifest, flaws, cancellation);
        var signature = await ReadAsync(entries, SignatureName, LargestSignature, flaws, cancellation);
        if (content is null || signature is null) return null;
        if (Parse(content) is not { } manifest)
        {
            Add(flaws, ManifestName, BundleFlawKind.BadManifest, "cannot be understood");
            return null;
        }

        if (trusted.FirstOrDefault(key => key.KeyId == manifest.KeyId) is not { } key)
        {
            Add(flaws, ManifestName, BundleFlawKind.UnknownKey, "is signed with a key that is not among the trusted ones");
            return null;
        }

        if (IsSignedBy(key, content, signature)) return (manifest, key);
        Add(flaws, ManifestName, BundleFlawKind.BadSignature, "does not fit its signature: one of the two was changed");
        return null;
    }

    private static async Task CheckEntriesAsync(
        Dictionary<string, ZipArchiveEntry> entries, BundleManifest manifest, List<BundleFlaw> flaws, CancellationToken cancellation)
    {
        var listed = new HashSet<string>(StringComparer.Ordinal) { ManifestName, SignatureName };
        foreach (var expected in manifest.Entries)
        {
            listed.Add(expected.Path);
            if (!entries.TryGetValue(expected.Path, out var entry)) Add(flaws, expected.Path, BundleFlawKind.Missing, "is missing");
            else if (!await IsUnchangedAsync(entry, expected, cancellation))
                Add(flaws, expected.Path, BundleFlawKind.Changed, "is not what was signed");
        }

        foreach (var name in entries.Keys.Where(name => !listed.Contains(name))) Add(flaws, name, BundleFlawKind.Extra, "was added afterwards");
    }

    private static async Task<bool> IsUnchangedAsync(ZipArchiveEntry entry, ManifestEntry expected, CancellationToken cancellation)
    {
        var piece = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await using var content = await entry.OpenAsync(cancellation);
            long length = 0;
            int read;
            while (length <= expected.Bytes && (read = await content.ReadAsync(piece, cancellation)) > 0)
            {
                hash.AppendData(piece, 0, read);
                length += read;
            }

            return length == expected.Bytes && Convert.ToHexStringLower(hash.GetHashAndReset()) == expected.Sha256;
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            return false;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(piece);
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    private static async Task<byte[]?> ReadAsync(
        Dictionary<string, ZipArchiveEntry> entries, string name, int most, List<BundleFlaw> flaws, CancellationToken cancellation)
    {
        if (!entries.TryGetValue(name, out var entry))
        {
            Add(flaws, name, BundleFlawKind.Missing, "is missing");
            return null;
        }

        try
        {
            await using var stream = await entry.OpenAsync(cancellation);
            using var content = new MemoryStream();
            var piece = new byte[64 * 1024];
            int read;
            while ((read = await stream.ReadAsync(piece, cancellation)) > 0)
            {
                if (content.Length + read > most) throw new InvalidDataException();
                content.Write(piece, 0, read);
            }

            return content.ToArray();
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            Add(flaws, name, BundleFlawKind.Changed, "cannot be read");
            return null;
        }
    }

    private static BundleManifest? Parse(byte[] content)
    {
        try
        {
            return JsonSerializer.Deserialize(content, BundleJson.Default.BundleManifest);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsSignedBy(PublicSigningKey key, byte[] content, byte[] signature)
    {
        try
        {
            return key.Verify(content, Convert.FromBase64String(Encoding.ASCII.GetString(signature)));
        }
        catch (Exception exception) when (exception is FormatException or CryptographicException)
        {
            return false;
        }
    }

    private static bool IsDamage(Exception exception) =>
        exception is InvalidDataException or EndOfStreamException or NotSupportedException or ArgumentException or OverflowException;

    private static void Add(List<BundleFlaw> flaws, string entry, BundleFlawKind kind, string what)
    {
        var shown = EntryNameRules.Shown(entry);
        if (flaws.Count < MostFlaws) flaws.Add(new BundleFlaw(shown, kind, $"{shown} {what}."));
    }
}
