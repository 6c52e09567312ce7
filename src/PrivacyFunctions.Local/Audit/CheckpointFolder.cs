using System.Text;
using PrivacyFunctions.Audit;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Local.Audit;

/// <summary>A second place for checkpoints: a folder with the log's public key and a file that only grows.</summary>
/// <param name="folder">The folder; it must exist.</param>
/// <param name="key">The log's public key.</param>
internal sealed class CheckpointFolder(string folder, NoteKey key) : ICheckpointCopy
{
    public const string KeyFile = "log.vkey";
    public const string CheckpointsFile = "checkpoints";

    private const int Tail = 32 * 1024;
    private const int LongestCheckpoint = 1024;

    private readonly string _file = Path.Combine(folder, CheckpointsFile);

    public string Place => folder;

    public async Task<string?> ReadLatestAsync(CancellationToken cancellation)
    {
        await WriteKeyAsync(cancellation);
        await using var file = Open();
        return await RepairAsync(file, cancellation);
    }

    public async Task AppendAsync(string checkpoint, CancellationToken cancellation)
    {
        await using var file = Open();
        file.Seek(0, SeekOrigin.End);
        await file.WriteAsync(CheckpointFile.Write(checkpoint), cancellation);
        file.Flush(flushToDisk: true);
    }

    // What a power failure left of a checkpoint goes: it is written anew. Anything more is evidence.
    private async Task<string?> RepairAsync(FileStream file, CancellationToken cancellation)
    {
        var tail = new byte[Math.Min(Tail, file.Length)];
        file.Seek(-tail.Length, SeekOrigin.End);
        await file.ReadExactlyAsync(tail, cancellation);
        var last = CheckpointFile.FindLast(tail);
        var unfinished = tail.Length - (last?.End ?? 0);
        if (unfinished > LongestCheckpoint) throw new AuditLogBrokenException($"What is in {_file} are no checkpoints.");
        if (unfinished > 0) file.SetLength(file.Length - unfinished);
        return last is { } found ? Encoding.UTF8.GetString(tail.AsSpan(found.Begin..(found.End - 1))) : null;
    }

    private async Task WriteKeyAsync(CancellationToken cancellation)
    {
        var path = Path.Combine(folder, KeyFile);
        if (File.Exists(path)) return;
        var temporary = Path.Combine(folder, Path.GetRandomFileName());
        await using (var file = DurableFile.Create(temporary))
        {
            await file.WriteAsync(Encoding.UTF8.GetBytes(key + "\n"), cancellation);
            file.Flush(flushToDisk: true);
        }

        DurableFile.Publish(temporary, path, replace: false);
    }

    private FileStream Open()
    {
        var how = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.Read, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(_file, how);
    }
}
