using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Local.Serving;

/// <summary>The room on the disks of the data folder, its keys and its ledger: the least of them.</summary>
internal sealed class FolderSpace(DataDirectory data) : IStorageSpace
{
    public long? FreeBytes()
    {
        try
        {
            return new[] { data.Root, data.Keys, data.Ledger }.Min(folder => new DriveInfo(folder).AvailableFreeSpace);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
