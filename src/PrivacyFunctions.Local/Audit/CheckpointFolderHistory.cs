using PrivacyFunctions.Audit;

namespace PrivacyFunctions.Local.Audit;

/// <summary>Reads a second place as an auditor finds it.</summary>
internal static class CheckpointFolderHistory
{
    /// <summary>What is there now; what is added later is not seen.</summary>
    public static CheckpointHistory Of(string folder)
    {
        var file = Path.Combine(folder, CheckpointFolder.CheckpointsFile);
        return File.Exists(file)
            ? new CheckpointHistory(folder, Read(file, new FileInfo(file).Length))
            : new CheckpointHistory(folder, [], $"There are no checkpoints in {folder}, where the server copies them to.");
    }

    private static IEnumerable<string> Read(string path, long length)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var bytes = new BufferedStream(file, 64 * 1024);
        foreach (var note in CheckpointFile.Read(bytes, length)) yield return note;
    }
}
