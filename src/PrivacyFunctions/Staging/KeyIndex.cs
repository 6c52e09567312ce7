using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Sealing;

namespace PrivacyFunctions.Staging;

/// <summary>
/// Tells whether values are among the keys of a source, however many those are. Few are held in memory, as digests; many lie beside what is staged, as
/// digests in order and sealed, and of them one page is held.
/// </summary>
internal sealed class KeyIndex : IAsyncDisposable
{
    /// <summary>Most keys that are held in memory.</summary>
    public const int Most = 200_000;

    private const int Size = 16;

    // As many as a sealed chunk holds.
    private const int PerPage = 1024;

    private readonly Lock _lock = new();
    private readonly KeyComparison _comparison;
    private readonly HashSet<UInt128> _few;
    private readonly List<UInt128> _pages = [];
    private readonly byte[] _page = new byte[PerPage * Size];
    private StagedBlobs? _blobs;
    private BlobName _name;
    private UnsealingStream? _many;
    private int _pageHeld = -1;
    private int _pageLength;

    private KeyIndex(KeyComparison comparison, HashSet<UInt128> few) => (_comparison, _few) = (comparison, few);

    /// <summary>Makes the index.</summary>
    /// <param name="source">The keys.</param>
    /// <param name="open">Where many keys are to lie.</param>
    /// <param name="most">Most keys in memory.</param>
    /// <param name="cancellation">Ends it; nothing is left.</param>
    public static async Task<KeyIndex> CreateAsync(
        StepKeySource source, Func<Task<(StagedBlobs Blobs, BlobName Name)>> open, int most, CancellationToken cancellation)
    {
        var (few, count) = (new HashSet<UInt128>(), 0L);
        await foreach (var digest in DigestsAsync(source, cancellation))
        {
            count++;
            if (few.Count <= most) few.Add(digest);
        }

        var index = new KeyIndex(source.Input.Comparison, few);
        if (few.Count <= most) return index;
        try
        {
            (index._blobs, index._name) = await open();
            await index.WriteAsync(source, (int)(count / most) + 1, cancellation);
            return index;
        }
        catch
        {
            await index.DisposeAsync();
            throw;
        }
    }

    /// <summary>Digests in memory, besides one page.</summary>
    public int Held => _few.Count + _pages.Count;

    /// <summary>Whether the values are one of the keys; may be asked from several threads.</summary>
    public bool Contains(KeyTuple key)
    {
        if (KeyDigest.Of(key, _comparison) is not { } digest) return false;
        if (_many is null) return _few.Contains(digest);
        lock (_lock) return IsOnPage(digest);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_many is not null) await _many.DisposeAsync();
        if (_blobs is null) return;
        await _blobs.DeleteAsync(_name, CancellationToken.None);
        _blobs.Dispose();
        _blobs = null;
    }

    private static async IAsyncEnumerable<UInt128> DigestsAsync(StepKeySource source, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var key in source.Read(cancellation))
        {
            if (KeyDigest.Of(key, source.Input.Comparison) is { } digest) yield return digest;
        }
    }

    // Digests are spread evenly: each reading of the keys takes the next share of them, which fits into memory.
    private async Task WriteAsync(StepKeySource source, int shares, CancellationToken cancellation)
    {
        var written = 0L;
        await using (var blob = await _blobs!.CreateAsync(_name, cancellation))
        {
            for (var share = 0; share < shares; share++)
            {
                _few.Clear();
                await foreach (var digest in DigestsAsync(source, cancellation))
                {
                    if ((int)(((ulong)(digest >> 96) * (ulong)shares) >> 32) == share) _few.Add(digest);
                }

                foreach (var digest in _few.Order())
                {
                    if (written++ % PerPage == 0) _pages.Add(digest);
                    BinaryPrimitives.WriteUInt128BigEndian(_page, digest);
                    await blob.Stream.WriteAsync(_page.AsMemory(0, Size), cancellation);
                }
            }

            await blob.CommitAsync(cancellation);
        }

        _few.Clear();
        _few.TrimExcess();
        _many = await _blobs.OpenAsync(_name, cancellation) ?? throw new FileNotFoundException("Keys to be compared in arrays are missing.");
    }

    private bool IsOnPage(UInt128 digest)
    {
        var page = _pages.BinarySearch(digest);
        if (page >= 0) return true;
        page = ~page - 1;
        if (page < 0) return false;
        if (page != _pageHeld) Load(page);
        var (from, to) = (0, _pageLength / Size);
        while (from < to)
        {
            var middle = (from + to) / 2;
            var held = BinaryPrimitives.ReadUInt128BigEndian(_page.AsSpan(middle * Size));
            if (held == digest) return true;
            if (held < digest) from = middle + 1;
            else to = middle;
        }

        return false;
    }

    private void Load(int page)
    {
        _pageHeld = -1;
        _many!.Position = (long)page * _page.Length;
        _pageLength = _many.ReadAtLeast(_page, _page.Length, throwOnEndOfStream: false);
        _pageHeld = page;
    }
}
