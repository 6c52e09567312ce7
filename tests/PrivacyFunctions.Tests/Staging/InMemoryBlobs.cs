using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Tests.Staging;

/// <summary>A blob store in memory; itself held to the contract.</summary>
internal sealed class InMemoryBlobs : IBlobStore
{
    private readonly ConcurrentDictionary<string, byte[]> _blobs = [];

    public IReadOnlyDictionary<string, byte[]> All => _blobs;

    public Task<BlobWriter> CreateAsync(BlobName name, CancellationToken cancellation) =>
        Task.FromResult<BlobWriter>(new Writer(content => _blobs[name.ToString()] = content));

    public Task<Stream?> OpenAsync(BlobName name, CancellationToken cancellation) =>
        Task.FromResult<Stream?>(_blobs.TryGetValue(name.ToString(), out var content) ? new MemoryStream(content, writable: false) : null);

    public Task<bool> DeleteAsync(BlobName name, CancellationToken cancellation) => Task.FromResult(_blobs.TryRemove(name.ToString(), out _));

    public async IAsyncEnumerable<BlobName> ListAsync(BlobName folder, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask;
        foreach (var name in _blobs.Keys.Order(StringComparer.Ordinal).Select(BlobName.Parse))
        {
            if (name.IsUnder(folder)) yield return name;
        }
    }

    private sealed class Writer(Action<byte[]> commit) : BlobWriter
    {
        private readonly MemoryStream _content = new();

        public override long Position
        {
            get => _content.Position;
            set => throw new NotSupportedException();
        }

        public override Task CommitAsync(CancellationToken cancellation)
        {
            commit(_content.ToArray());
            return Task.CompletedTask;
        }

        public override void Write(ReadOnlySpan<byte> buffer) => _content.Write(buffer);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            _content.WriteAsync(buffer, cancellationToken);

        public override void Flush()
        {
        }
    }
}

public sealed class InMemoryBlobsTests : Contracts.BlobStoreContract
{
    private readonly InMemoryBlobs _blobs = new();

    protected override IBlobStore Store => _blobs;
}
