using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Tests.Local.Serving.Steps;

/// <summary>Blobs on a disk that can be full in the middle of one.</summary>
internal sealed class CrampedBlobs(IBlobStore blobs, FullDisk disk) : IBlobStore
{
    public async Task<BlobWriter> CreateAsync(BlobName name, CancellationToken cancellation) => new Writer(await blobs.CreateAsync(name, cancellation), disk);

    public Task<Stream?> OpenAsync(BlobName name, CancellationToken cancellation) => blobs.OpenAsync(name, cancellation);

    public Task<bool> DeleteAsync(BlobName name, CancellationToken cancellation) => blobs.DeleteAsync(name, cancellation);

    public IAsyncEnumerable<BlobName> ListAsync(BlobName folder, CancellationToken cancellation) => blobs.ListAsync(folder, cancellation);

    private sealed class Writer(BlobWriter blob, FullDisk disk) : BlobWriter
    {
        public override long Position
        {
            get => blob.Position;
            set => blob.Position = value;
        }

        public override Task CommitAsync(CancellationToken cancellation) => blob.CommitAsync(cancellation);

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            disk.Take(buffer.Length);
            blob.Write(buffer);
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            disk.Take(buffer.Length);
            return blob.WriteAsync(buffer, cancellationToken);
        }

        public override void Flush() => blob.Flush();

        protected override void Dispose(bool disposing)
        {
            if (disposing) blob.Dispose();
            base.Dispose(disposing);
        }
    }
}
