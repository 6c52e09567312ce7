using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Local.Blobs;

/// <summary>A blob under its temporary name.</summary>
internal sealed class FileBlobWriter(string temporary, string path) : BlobWriter
{
    private readonly FileStream _file = DurableFile.Create(temporary);
    private bool _committed;
    private bool _disposed;

    public override long Position
    {
        get => _file.Position;
        set => throw new NotSupportedException();
    }

    public override async Task CommitAsync(CancellationToken cancellation)
    {
        if (_committed) throw new InvalidOperationException("The blob is already committed.");
        cancellation.ThrowIfCancellationRequested();
        await Task.Run(() => _file.Flush(flushToDisk: true), cancellation);
        await _file.DisposeAsync();
        DurableFile.CreateDirectory(Path.GetDirectoryName(path)!);
        DurableFile.Publish(temporary, path, replace: true);
        _committed = true;
    }

    public override void Write(ReadOnlySpan<byte> buffer) => _file.Write(buffer);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        _file.WriteAsync(buffer, cancellationToken);

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override async ValueTask DisposeAsync()
    {
        if (!_disposed) await _file.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            _file.Dispose();
            if (!_committed && File.Exists(temporary)) File.Delete(temporary);
        }

        base.Dispose(disposing);
    }
}
