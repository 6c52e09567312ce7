using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Tests.Local.Commands;

/// <summary>A bundle of one entry, put together by hand after the description of bundles, with its keys beside it.</summary>
internal sealed class SignedZip : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public SignedZip()
    {
        var point = _key.ExportParameters(includePrivateParameters: false).Q;
        Key = PublicSigningKey.Of(point.X!, point.Y!, new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        File.WriteAllBytes(Keys, SigningKeySet.Of([Key]).ToJson());
        Write("[]"u8, "[]"u8);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("bundle-verb-").FullName;

    public string Path => System.IO.Path.Combine(Folder, "bundle.zip");

    public string Keys => System.IO.Path.Combine(Folder, "keys.json");

    public PublicSigningKey Key { get; }

    /// <summary>Signs one content and packs another.</summary>
    public void Write(ReadOnlySpan<byte> signed, ReadOnlySpan<byte> packed)
    {
        var manifest = Encoding.UTF8.GetBytes($$"""
            {"requestId":"aaaaaaaaaaaaaaaaaaaaaaaaaa","right":"access","version":1,"createdAt":"2026-03-02T09:00:00Z","keyId":"{{Key.KeyId}}","complete":true,
            "gaps":[],"systems":[{"dataset":"crm","state":"done","records":0}],
            "entries":[{"path":"data/crm/person.json","sha256":"{{Convert.ToHexStringLower(SHA256.HashData(signed))}}","bytes":{{signed.Length}},"records":0}]}
            """);
        var signature = _key.SignData(manifest, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        using var zip = new ZipArchive(File.Create(Path), ZipArchiveMode.Create);
        Add(zip, "data/crm/person.json", packed);
        Add(zip, "manifest.json", manifest);
        Add(zip, "manifest.sig", Encoding.ASCII.GetBytes(Convert.ToBase64String(signature)));
    }

    public void Dispose()
    {
        _key.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private static void Add(ZipArchive zip, string name, ReadOnlySpan<byte> content)
    {
        using var entry = zip.CreateEntry(name).Open();
        entry.Write(content);
    }
}
