using System.Runtime.CompilerServices;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Local.Blobs;

/// <summary>Blobs as files below one folder: written under a temporary name, synced, then renamed.</summary>
public sealed class FileBlobStore(string root) : IBlobStore
{
    // Begins with a dot, so that no blob name can mean it.
    private readonly string _unfinished = Path.Combine(root, ".unfinished");

    /// <summary>Removes what a crash left behind. Call only while nothing else uses the folder.</summary>
    public void DiscardUnfinished()
    {
        if (Directory.Exists(_unfinished)) Directory.Delete(_unfinished, recursive: true);
    }

    /// <inheritdoc/>
    public Task<BlobWriter> CreateAsync(BlobName name, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        DurableFile.CreateDirectory(_unfinished);
        return Task.FromResult<BlobWriter>(new FileBlobWriter(Path.Combine(_unfinished, Path.GetRandomFileName()), PathOf(name)));
    }

    /// <inheritdoc/>
    public Task<Stream?> OpenAsync(BlobName name, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            return Task.FromResult<Stream?>(new FileStream(PathOf(name), new FileStreamOptions
            {
                Mode = FileMode.Open,
                Access = FileAccess.Read,
                Share = FileShare.Read | FileShare.Delete,
                BufferSize = 0,
            }));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(BlobName name, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var path = PathOf(name);
        var existed = File.Exists(path);
        if (existed)
        {
            File.Delete(path);
            DurableFile.SyncDirectory(Path.GetDirectoryName(path)!);
        }

        return Task.FromResult(existed);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<BlobName> ListAsync(BlobName folder, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask;
        var path = PathOf(folder);
        if (!Directory.Exists(path)) yield break;
        var names = Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(root, file).Replace(Path.DirectorySeparatorChar, '/'))
            .Order(StringComparer.Ordinal)
            .ToList();
        foreach (var name in names)
        {
            cancellation.ThrowIfCancellationRequested();
            if (BlobName.TryParse(name, out var blob)) yield return blob;
        }
    }

    private string PathOf(BlobName name) => Path.Combine(root, name.ToString());
}
