namespace PrivacyFunctions.Ports;

/// <summary>How stores say that they have no room left: by an <see cref="IOException"/> with the number that the operating system gives.</summary>
public static class StorageRoom
{
    /// <summary><c>ENOSPC</c>, and what a store gives that finds it out by itself.</summary>
    public const int NoSpace = 28;

    private const int QuotaOfLinux = 122;
    private const int QuotaOfMacOs = 69;

    // HRESULTs of ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL.
    private const int DiskFull = unchecked((int)0x80070070);
    private const int HandleDiskFull = unchecked((int)0x80070027);

    /// <summary>Whether a disk or a quota is full.</summary>
    public static bool IsMissing(IOException failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return failure.HResult is NoSpace or QuotaOfLinux or QuotaOfMacOs or DiskFull or HandleDiskFull;
    }
}
