using System.Security.Cryptography;
using System.Text.Json;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Faults;
using PrivacyFunctions.Sealing;
using PrivacyFunctions.Staging;

namespace PrivacyFunctions.Bundling;

/// <summary>
/// Makes a bundle in one pass and in constant memory: staged rows through ZIP, digests and seal into the blob store. The bundle appears whole or
/// not at all, under a name of its own.
/// </summary>
public sealed class BundleWriter(
    StagingArea staging, IBlobStore blobs, IDataKeys keys, ISigningKeys signing, BundleOptions options)
{
    private const int AttemptBytes = 8;

    /// <summary>Makes the bundle.</summary>
    /// <exception cref="ActivityFault">The payload key is destroyed.</exception>
    public async Task<BundleResult> WriteAsync(BundleContents contents, CancellationToken cancellation)
    {
        var request = contents.Request;
        using var key = await keys.FindAsync(request.Id, KeyPurpose.Payload, cancellation) ?? throw new ActivityFault(FaultCode.KeyDestroyed);
        var attempt = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(AttemptBytes));
        await using var blob = await SealedBlob.CreateAsync(blobs, BundleResult.NameOf(request.Id, request.Round, request.Version, attempt), key, cancellation);
        await using var zip = new CountingStream(blob.Stream);
        var opened = await OpenAsync(contents, cancellation);
        try
        {
            var entries = await WriteEntriesAsync(contents, opened, zip, cancellation);
            await blob.CommitAsync(cancellation);
            var records = opened.Sum(collection => collection.Staged.Counts.Rows);
            return new BundleResult(attempt, zip.Position, zip.TakeDigest(), contents.AllGaps.Count == 0, records, entries);
        }
        finally
        {
            foreach (var collection in opened) collection.Staged.Dispose();
        }
    }

    private async Task<int> WriteEntriesAsync(
        BundleContents contents, IReadOnlyList<OpenCollection> opened, Stream zip, CancellationToken cancellation)
    {
        await using var archive = await BundleArchive.CreateAsync(zip, options.Compression, cancellation);
        var page = await BundleIndex.RenderAsync(contents, opened, options.PolicyCategories, cancellation);
        await archive.AddAsync("index.html", page, cancellation);
        foreach (var (staged, path, _) in opened.Where(collection => !collection.IsEmpty))
        {
            var folder = $"files/{path}/";
            await archive.AddAsync($"data/{path}.json", output => TableEntries.WriteJsonAsync(staged, folder, output, cancellation), cancellation);
            await archive.AddAsync($"data/{path}.csv", output => TableEntries.WriteCsvAsync(staged, folder, output, cancellation), cancellation);
            await FileEntries.WriteAsync(archive, staged, folder, cancellation);
        }

        await archive.AddAsync("about/processing.json", JsonSerializer.SerializeToUtf8Bytes(Processing(contents), BundleJson.Default.ProcessingDocument), cancellation);
        await archive.AddAsync("about/withheld.json", JsonSerializer.SerializeToUtf8Bytes(contents.Withheld, BundleJson.Default.IReadOnlyListWithheldItem), cancellation);
        var (manifest, signature) = await SignAsync(contents, archive.Entries, cancellation);
        await archive.AddAsync("manifest.json", manifest, cancellation);
        await archive.AddAsync("manifest.sig", signature, cancellation);
        return archive.Entries.Count;
    }

    private async Task<List<OpenCollection>> OpenAsync(BundleContents contents, CancellationToken cancellation)
    {
        var names = new EntryNames();
        var opened = new List<OpenCollection>();
        foreach (var collection in contents.Collections)
        {
            var staged = await staging.OpenAsync(contents.Request.Id, collection.Staged, cancellation);
            if (staged is not null) opened.Add(new OpenCollection(staged, names.Of(collection.Dataset, collection.Collection), collection));
        }

        return opened;
    }

    // The manifest names the key that signs it; if keys are rotated in between, it is made again.
    private async Task<(byte[] Manifest, byte[] Signature)> SignAsync(
        BundleContents contents, IReadOnlyList<ManifestEntry> entries, CancellationToken cancellation)
    {
        while (true)
        {
            var keyId = (await signing.ListAsync(cancellation))[0].KeyId;
            var manifest = JsonSerializer.SerializeToUtf8Bytes(ManifestOf(contents, entries, keyId), BundleJson.Default.BundleManifest);
            var signature = await signing.SignAsync(manifest, cancellation);
            if (signature.KeyId == keyId) return (manifest, System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(signature.Value.Span)));
        }
    }

    private static BundleManifest ManifestOf(BundleContents contents, IReadOnlyList<ManifestEntry> entries, string keyId) => new()
    {
        RequestId = contents.Request.Id.Value,
        Right = contents.Request.Right,
        Version = contents.Request.Version,
        CreatedAt = contents.Request.CreatedAt.ToUniversalTime(),
        KeyId = keyId,
        Complete = contents.AllGaps.Count == 0,
        Gaps = contents.AllGaps,
        Systems = [.. contents.Systems.Select(system => new ManifestSystem(system.Dataset, system.State, system.Records))],
        Entries = entries,
    };

    private static ProcessingDocument Processing(BundleContents contents) =>
        new(contents.Request.Organisation, contents.Request.Contact, contents.Processing, contents.Remedies);
}

/// <summary>A collection while its bundle is made.</summary>
/// <param name="Staged">Its rows.</param>
/// <param name="Path">Its folder within data/ and files/.</param>
/// <param name="Described">How it is shown.</param>
internal sealed record OpenCollection(StagedCollectionReader Staged, string Path, BundleCollection Described)
{
    public bool IsEmpty => Staged.Counts.Rows == 0;
}
