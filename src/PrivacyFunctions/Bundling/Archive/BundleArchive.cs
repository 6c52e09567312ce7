using System.IO.Compression;

namespace PrivacyFunctions.Bundling;

/// <summary>A ZIP written front to back, entry by entry, each with its digest. Equal content gives equal bytes.</summary>
internal sealed class BundleArchive : IAsyncDisposable
{
    // The earliest time a ZIP can hold: entries carry no time of their own.
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // rw-r--r-- as Unix tools read it; the default differs between platforms.
    private const int Attributes = 0x81A4 << 16;

    private readonly ZipArchive _zip;
    private readonly DigestingStream _output;
    private readonly CompressionLevel _level;
    private readonly List<ManifestEntry> _entries = [];

    private BundleArchive(ZipArchive zip, DigestingStream output, CompressionLevel level)
    {
        _zip = zip;
        _output = output;
        _level = level;
    }

    /// <summary>What was written so far.</summary>
    public IReadOnlyList<ManifestEntry> Entries => _entries;

    public static async Task<BundleArchive> CreateAsync(Stream output, CompressionLevel level, CancellationToken cancellation)
    {
        var digesting = new DigestingStream(output);
        var zip = await ZipArchive.CreateAsync(digesting, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellation);
        zip.Comment = DigestedEnd.Placeholder;
        return new BundleArchive(zip, digesting, level);
    }

    /// <summary>Adds an entry whose content the function writes; it returns the number of records, if there are any.</summary>
    public async Task AddAsync(string path, Func<Stream, Task<long?>> write, CancellationToken cancellation, bool compressible = true)
    {
        var entry = _zip.CreateEntry(path, compressible ? _level : CompressionLevel.Fastest);
        entry.LastWriteTime = Epoch;
        entry.ExternalAttributes = Attributes;
        await using var compressed = await entry.OpenAsync(cancellation);
        await using var content = new CountingStream(compressed);
        var records = await write(content);
        _entries.Add(new ManifestEntry(path, content.TakeDigest(), content.Position, records));
    }

    /// <summary>Adds a small entry.</summary>
    public Task AddAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellation) => AddAsync(
        path,
        async stream =>
        {
            await stream.WriteAsync(content, cancellation);
            return null;
        },
        cancellation);

    /// <summary>Writes the directory and the digest at the end.</summary>
    public async ValueTask DisposeAsync()
    {
        await _zip.DisposeAsync();
        await _output.DisposeAsync();
    }
}
