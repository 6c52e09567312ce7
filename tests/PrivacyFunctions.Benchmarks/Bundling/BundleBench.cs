using PrivacyFunctions.Bundling;
using PrivacyFunctions.Local.Blobs;
using PrivacyFunctions.Local.Keys;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Local.Stores;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Staging;

namespace PrivacyFunctions.Benchmarks.Bundling;

/// <summary>A request with staged rows, and the writer that makes its bundle.</summary>
internal sealed class BundleBench : IAsyncDisposable
{
    private static readonly StagedName Name = new("portal", "event");
    private static readonly string[] Fields = ["id", "at", "page", "agent", "duration", "note"];

    private readonly SqliteDatabase _database;
    private readonly LocalKeys _keys;
    private readonly StagingArea _staging;
    private BundleVersion? _last;

    private BundleBench(SqliteDatabase database, LocalKeys keys, IBlobStore blobs)
    {
        _database = database;
        _keys = keys;
        Blobs = blobs;
        _staging = new StagingArea(blobs, keys.DataKeys);
    }

    public RequestId Request { get; } = RequestId.New();

    public IBlobStore Blobs { get; }

    public static async Task<BundleBench> OpenAsync(string directory, CancellationToken cancellation)
    {
        var database = SqliteDatabase.Open(new SqliteDatabaseOptions { Path = Path.Combine(directory, "bundle.db") });
        var keys = await LocalKeys.OpenAsync(database, Path.Combine(directory, "keys"), TimeProvider.System, cancellation);
        var bench = new BundleBench(database, keys, new FileBlobStore(Path.Combine(directory, "blobs")));
        await bench.FileAsync(cancellation);
        return bench;
    }

    /// <summary>Stages rows of a telemetry table, some 180 bytes each; the text is different in every row.</summary>
    public async Task<StagedCounts> StageAsync(long rows, CancellationToken cancellation)
    {
        await using var writer = await _staging.CreateAsync(Request, Name, Fields, cancellation);
        var random = new SampleRows();
        for (var n = 0L; n < rows; n++)
        {
            random.Write(writer.BeginRow(), n);
            await writer.EndRowAsync(cancellation);
        }

        return await writer.CommitAsync(cancellation);
    }

    /// <summary>Stages one row with one file of that many bytes.</summary>
    public async Task StageFileAsync(long bytes, CancellationToken cancellation)
    {
        await using var writer = await _staging.CreateAsync(Request, Name, Fields, cancellation);
        await using var content = new RepeatedBytes(bytes);
        var file = await writer.AddLargeAsync(content, LargeValueKind.Bytes, cancellation);
        var row = writer.BeginRow();
        row.WriteStartObject();
        row.WritePropertyName("note");
        writer.WriteReference(file);
        row.WriteEndObject();
        await writer.EndRowAsync(cancellation);
        await writer.CommitAsync(cancellation);
    }

    /// <summary>Verifies the finished bundle.</summary>
    public async Task<BundleVerdict> VerifyAsync(CancellationToken cancellation)
    {
        await using var bundle = await ReadAsync(cancellation);
        return await BundleVerifier.VerifyAsync(bundle, await _keys.SigningKeys.ListAsync(cancellation), cancellation);
    }

    /// <summary>Makes the bundle; the one before it goes.</summary>
    public async Task<BundleResult> WriteAsync(CancellationToken cancellation)
    {
        var result = await new BundleWriter(_staging, Blobs, _keys.DataKeys, _keys.SigningKeys, new BundleOptions()).WriteAsync(Contents(), cancellation);
        _last = new BundleVersion(1, 1, result.Attempt, result.SizeBytes, result.Sha256, result.Complete, DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue);
        await new BundleReader(Blobs, _keys.DataKeys).KeepOnlyAsync(Request, 1, [_last], cancellation);
        return result;
    }

    /// <summary>The finished bundle.</summary>
    public async Task<Stream> ReadAsync(CancellationToken cancellation) =>
        await new BundleReader(Blobs, _keys.DataKeys).OpenAsync(Request, _last!, cancellation) ?? throw new InvalidOperationException("There is no bundle.");

    public async ValueTask DisposeAsync()
    {
        _keys.Dispose();
        await _database.DisposeAsync();
    }

    // Keys come to be with their request.
    private async Task FileAsync(CancellationToken cancellation)
    {
        using var made = await _keys.NewDataKeys.MakeAsync(Request, cancellation);
        var row = new RequestRow(Request.Value, 0, "in-progress", "access", DateTimeOffset.UnixEpoch, null, null, 0, [], []);
        await _database.WriteAsync(
            session => DataKeyTable.Insert(session, RequestTable.Put(session, row)!.Value.Number, made, DateTimeOffset.UnixEpoch), cancellation);
    }

    private BundleContents Contents() => new()
    {
        Request = new BundleRequest
        {
            Id = Request,
            Right = Right.Access,
            Version = 1,
            CreatedAt = DateTimeOffset.UnixEpoch,
            ReceivedAt = DateTimeOffset.UnixEpoch,
            Law = "gdpr",
            PolicyVersion = "1",
            Organisation = "Benchmark",
        },
        Systems = [new BundleSystem("portal", "Portal", SystemState.Done, 1)],
        Collections = [new BundleCollection { Staged = Name, Dataset = "portal", Collection = "event" }],
    };
}
