using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Tests.Local.Serving.Steps;

/// <summary>Blobs of a process that can die before one is begun, before it is committed, and after.</summary>
internal sealed class MortalBlobs(IBlobStore blobs, IStorageFaults faults) : IBlobStore
{
    public async Task<BlobWriter> CreateAsync(BlobName name, CancellationToken cancellation)
    {
        faults.At(StoragePoint.Write);
        return new Writer(await blobs.CreateAsync(name, cancellation), faults);
    }

    public Task<Stream?> OpenAsync(BlobName name, CancellationToken cancellation) => blobs.OpenAsync(name, cancellation);

    public Task<bool> DeleteAsync(BlobName name, CancellationToken cancellation)
    {
        faults.At(StoragePoint.Write);
        return blobs.DeleteAsync(name, cancellation);
    }

    public IAsyncEnumerable<BlobName> ListAsync(BlobName folder, CancellationToken cancellation) => blobs.ListAsync(folder, cancellation);

    private sealed class Writer(BlobWriter blob, IStorageFaults faults) : BlobWriter
    {
        public override long Position
        {
            get => blob.Position;
            set => blob.Position = value;
        }

        public override async Task CommitAsync(CancellationToken cancellation)
        {
            faults.At(StoragePoint.Commit);
            await blob.CommitAsync(cancellation);
            faults.At(StoragePoint.Committed);
        }

        public override void Write(ReadOnlySpan<byte> buffer) => blob.Write(buffer);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            blob.WriteAsync(buffer, cancellationToken);

        public override void Flush() => blob.Flush();

        protected override void Dispose(bool disposing)
        {
            if (disposing) blob.Dispose();
            base.Dispose(disposing);
        }
    }
}
