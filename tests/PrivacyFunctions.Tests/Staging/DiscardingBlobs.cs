using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Tests.Staging;

/// <summary>Takes blobs and keeps nothing, so that what writing them costs can be seen.</summary>
internal sealed class DiscardingBlobs : IBlobStore
{
    public Task<BlobWriter> CreateAsync(BlobName name, CancellationToken cancellation) => Task.FromResult<BlobWriter>(new Writer());

    public Task<Stream?> OpenAsync(BlobName name, CancellationToken cancellation) => Task.FromResult<Stream?>(null);

    public Task<bool> DeleteAsync(BlobName name, CancellationToken cancellation) => Task.FromResult(false);

    public IAsyncEnumerable<BlobName> ListAsync(BlobName folder, CancellationToken cancellation) => AsyncEnumerable.Empty<BlobName>();

    private sealed class Writer : BlobWriter
    {
        private long _position;

        public override long Position
        {
            get => _position;
            set => throw new NotSupportedException();
        }

        public override Task CommitAsync(CancellationToken cancellation) => Task.CompletedTask;

        public override void Write(ReadOnlySpan<byte> buffer) => _position += buffer.Length;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _position += buffer.Length;
            return ValueTask.CompletedTask;
        }

        public override void Flush()
        {
        }
    }
}
