using System.IO.Compression;
using System.Text;
using System.Text.Json;
using PrivacyFunctions.Bundling;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Sealing;
using PrivacyFunctions.Staging;
using PrivacyFunctions.Tests.Staging;

namespace PrivacyFunctions.Tests.Bundling;

/// <summary>Stages collections and makes bundles of them, all in memory.</summary>
internal sealed class BundleFixture
{
    private static readonly DateTimeOffset Received = new(2026, 3, 2, 8, 30, 0, TimeSpan.Zero);

    private readonly List<BundleCollection> _collections = [];
    private BundleResult? _last;

    public BundleFixture() => Staging = new StagingArea(Blobs, Keys);

    public RequestId Request { get; } = RequestId.FromBytes(Convert.FromHexString("000102030405060708090a0b0c0d0e0f"));

    public InMemoryBlobs Blobs { get; } = new();

    public InMemoryKeys Keys { get; } = new();

    public InMemorySigningKeys Signing { get; } = new();

    public StagingArea Staging { get; }

    public BundleOptions Options { get; set; } = new();

    /// <summary>Stages rows given as JSON objects; a property that is a byte array becomes a large value.</summary>
    public async Task StageAsync(
        string dataset, string collection, string[] fields, IEnumerable<IReadOnlyDictionary<string, object?>> rows, params string[] categories)
    {
        await Keys.CreateAsync(Request, default);
        var name = new StagedName(dataset, collection);
        await using var writer = await Staging.CreateAsync(Request, name, fields, default);
        foreach (var row in rows)
        {
            var files = new Dictionary<string, LargeValueRef>();
            foreach (var (field, value) in row)
            {
                if (value is byte[] bytes) files[field] = await writer.AddLargeAsync(new MemoryStream(bytes), LargeValueKind.Bytes, default);
            }

            WriteRow(writer, row, files);
            await writer.EndRowAsync(default);
        }

        await writer.CommitAsync(default);
        _collections.Add(new BundleCollection
        {
            Staged = name,
            Dataset = dataset,
            Collection = collection,
            Fields = [.. fields.Select(field => new BundleField(field, null, categories))],
        });
    }

    public void Describe(Func<BundleCollection, BundleCollection> change) => _collections[^1] = change(_collections[^1]);

    public BundleContents Contents(params BundleSystem[] systems) => new()
    {
        Request = new BundleRequest
        {
            Id = Request,
            Right = Right.Access,
            Version = 1,
            CreatedAt = Received.AddDays(1),
            ReceivedAt = Received,
            Law = "gdpr",
            PolicyVersion = "2026-01",
            Organisation = "OpenTech Support",
            Contact = "privacy@opentech.example",
            Name = new Personal("Ada Example"),
            Identities = new Dictionary<string, Personal> { ["email"] = new("ada@example.org") },
        },
        Systems = systems.Length > 0
            ? systems
            : [.. _collections.Select(collection => collection.Dataset).Distinct().Select(dataset => new BundleSystem(dataset, dataset, SystemState.Done, 1))],
        Collections = _collections,
    };

    public async Task<BundleResult> WriteAsync(BundleContents contents) =>
        _last = await new BundleWriter(Staging, Blobs, Keys, Signing, Options).WriteAsync(contents, default);

    /// <summary>The bundle that was made last, as a request offers it.</summary>
    public BundleVersion Offered(int version = 1) =>
        new(version, 1, _last!.Attempt, _last.SizeBytes, _last.Sha256, _last.Complete, Received, Received.AddDays(30));

    public async Task<byte[]> ReadAsync(int version = 1)
    {
        await Keys.CreateAsync(Request, default);
        using var key = await Keys.FindAsync(Request, KeyPurpose.Payload, default);
        await using var stream = await SealedBlob.OpenAsync(Blobs, BundleResult.NameOf(Request, 1, version, _last!.Attempt), key!, default);
        using var content = new MemoryStream();
        await stream!.CopyToAsync(content);
        return content.ToArray();
    }

    public async Task<byte[]> MakeAsync(BundleContents? contents = null)
    {
        await Keys.CreateAsync(Request, default);
        await WriteAsync(contents ?? Contents());
        return await ReadAsync();
    }

    public static string Text(byte[] zip, string entry) => Encoding.UTF8.GetString(Bytes(zip, entry));

    public static byte[] Bytes(byte[] zip, string entry)
    {
        using var archive = new ZipArchive(new MemoryStream(zip));
        using var stream = archive.GetEntry(entry)!.Open();
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }

    public static List<string> Names(byte[] zip)
    {
        using var archive = new ZipArchive(new MemoryStream(zip));
        return [.. archive.Entries.Select(entry => entry.FullName)];
    }

    public static IReadOnlyDictionary<string, object?> Row(params (string Name, object? Value)[] values) =>
        values.ToDictionary(value => value.Name, value => value.Value);

    private static void WriteRow(StagedCollectionWriter writer, IReadOnlyDictionary<string, object?> row, Dictionary<string, LargeValueRef> files)
    {
        var json = writer.BeginRow();
        json.WriteStartObject();
        foreach (var (field, value) in row)
        {
            json.WritePropertyName(field);
            if (files.TryGetValue(field, out var file)) writer.WriteReference(file);
            else JsonSerializer.Serialize(json, value);
        }

        json.WriteEndObject();
    }
}
