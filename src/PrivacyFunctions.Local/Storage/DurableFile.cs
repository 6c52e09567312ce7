using System.ComponentModel;
using System.Runtime.InteropServices;

namespace PrivacyFunctions.Local.Storage;

/// <summary>Files that survive a power cut: content and name are on disk before a call returns.</summary>
internal static partial class DurableFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>A new file that only this user can read.</summary>
    public static FileStream Create(string path, FileOptions options = FileOptions.None)
    {
        var how = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0, Options = options };
        if (!OperatingSystem.IsWindows()) how.UnixCreateMode = OwnerOnly;
        return new FileStream(path, how);
    }

    /// <summary>Gives a file, already flushed to disk, its final name.</summary>
    public static void Publish(string temporary, string path, bool replace)
    {
        File.Move(temporary, path, replace);
        SyncDirectory(Path.GetDirectoryName(path)!);
    }

    /// <summary>Creates a folder and makes the names of all that were missing durable.</summary>
    public static void CreateDirectory(string path)
    {
        if (Directory.Exists(path)) return;
        var parent = Path.GetDirectoryName(path)!;
        CreateDirectory(parent);
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
        SyncDirectory(parent);
    }

    /// <summary>Makes creations, renames and removals within a folder durable. Windows does so by itself.</summary>
    public static void SyncDirectory(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        var descriptor = open(path, 0);
        if (descriptor < 0) throw Failure();
        try
        {
            if (fsync(descriptor) != 0) throw Failure();
        }
        finally
        {
            _ = close(descriptor);
        }
    }

    private static IOException Failure() => new("A folder could not be synced.", new Win32Exception(Marshal.GetLastPInvokeError()));

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int fsync(int descriptor);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int close(int descriptor);
}
