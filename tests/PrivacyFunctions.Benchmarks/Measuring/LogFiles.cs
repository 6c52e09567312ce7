namespace PrivacyFunctions.Benchmarks.Measuring;

/// <summary>
/// Write-ahead logs of SQLite files. One that grows takes longer to sync than one that is used again from its beginning, as that of a server that has
/// run for a while is: so what is measured wears its logs in first, and so does its peer.
/// </summary>
internal static class LogFiles
{
    /// <summary>Bytes of all logs in a folder and below; while they grow, they are not worn in.</summary>
    public static long BytesIn(string folder) => Directory.EnumerateFiles(folder, "*-wal", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);
}
