namespace PrivacyFunctions.Local.Serving;

/// <summary>
/// Held by the one process that serves from a data folder. The operating system releases it however the process ends.
/// </summary>
internal sealed class InstanceLock : IDisposable
{
    private readonly FileStream _file;

    private InstanceLock(FileStream file) => _file = file;

    /// <exception cref="StartRefusedException">Another process serves from the folder, or it cannot be written.</exception>
    public static InstanceLock Take(DataDirectory data)
    {
        try
        {
            return new InstanceLock(new FileStream(data.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            throw new StartRefusedException(
                $"Another process is serving from {data.Root}: stop it, or choose another folder with --data.");
        }
        catch (UnauthorizedAccessException)
        {
            throw new StartRefusedException($"The data folder {data.Root} cannot be written: change its permissions, or choose another with --data.");
        }
    }

    public void Dispose() => _file.Dispose();
}
