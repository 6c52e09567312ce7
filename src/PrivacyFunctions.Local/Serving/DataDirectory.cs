using Microsoft.Extensions.Configuration;
using PrivacyFunctions.Settings;

namespace PrivacyFunctions.Local.Serving;

/// <summary>The layout of the folder given by <c>--data</c>.</summary>
public sealed record DataDirectory
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public DataDirectory(string root)
    {
        Root = Path.GetFullPath(root);
        Keys = Path.Combine(Root, "keys");
        Ledger = Path.Combine(Root, "ledger");
    }

    /// <summary>The layout where settings may have moved parts of it elsewhere.</summary>
    public static DataDirectory Of(string root, IConfiguration settings)
    {
        var data = new DataDirectory(root);
        var folders = FolderSettings.Read(new SettingsReader(settings));
        return data with
        {
            Keys = folders.Keys is { } keys ? Path.GetFullPath(keys) : data.Keys,
            Ledger = folders.Ledger is { } ledger ? Path.GetFullPath(ledger) : data.Ledger,
        };
    }

    /// <summary>Absolute path of the folder itself.</summary>
    public string Root { get; }

    /// <summary>The one database: requests, history, queues, timers.</summary>
    public string Database => Path.Combine(Root, "privacy.db");

    /// <summary>Held open by the process that serves.</summary>
    public string LockFile => Path.Combine(Root, "serve.lock");

    /// <summary>Mail that was not sent over SMTP, one file a message.</summary>
    public string Outbox => Path.Combine(Root, "outbox");

    /// <summary>The key-encryption key and the shares of data keys, files with mode 0600. Not in the same backup as the rest.</summary>
    public string Keys { get; private init; }

    /// <summary>The erasure ledger and its key, files with mode 0600. Backed up apart from the rest, and kept longer.</summary>
    public string Ledger { get; private init; }

    /// <summary>Names the folder of the data map that was served last, for commands that come later.</summary>
    public string ServedMap => Path.Combine(Root, "served-map");

    /// <summary>Encrypted streams: staged rows and bundles.</summary>
    public string Blobs => Path.Combine(Root, "blobs");

    /// <summary>Copies of the audit log's checkpoints, apart from the database.</summary>
    public string Audit => Path.Combine(Root, "audit");

    /// <summary>Creates the folders that are missing, readable by this user alone.</summary>
    public void Create()
    {
        foreach (var folder in new[] { Root, Outbox, Keys, Ledger, Blobs, Audit })
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
            else Directory.CreateDirectory(folder, Private);
        }
    }
}
