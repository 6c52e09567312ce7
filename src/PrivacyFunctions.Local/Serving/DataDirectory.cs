namespace PrivacyFunctions.Local.Serving;

/// <summary>The layout of the folder given by <c>--data</c>.</summary>
public sealed record DataDirectory
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public DataDirectory(string root) => Root = Path.GetFullPath(root);

    /// <summary>Absolute path of the folder itself.</summary>
    public string Root { get; }

    /// <summary>The one database: requests, history, queues, timers.</summary>
    public string Database => Path.Combine(Root, "privacy.db");

    /// <summary>Held open by the process that serves.</summary>
    public string LockFile => Path.Combine(Root, "serve.lock");

    /// <summary>Mail that was not sent over SMTP, one file a message.</summary>
    public string Outbox => Path.Combine(Root, "outbox");

    /// <summary>Key-encryption, signing and other server keys, files with mode 0600.</summary>
    public string Keys => Path.Combine(Root, "keys");

    /// <summary>Encrypted streams: staged rows and bundles.</summary>
    public string Blobs => Path.Combine(Root, "blobs");

    /// <summary>Creates the folders that are missing, readable by this user alone.</summary>
    public void Create()
    {
        foreach (var folder in new[] { Root, Outbox, Keys, Blobs })
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
            else Directory.CreateDirectory(folder, Private);
        }
    }
}
