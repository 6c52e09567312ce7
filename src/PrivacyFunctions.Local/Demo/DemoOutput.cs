namespace PrivacyFunctions.Local.Demo;

/// <summary>The files that the demo leaves behind.</summary>
internal sealed record DemoOutput
{
    public DemoOutput(string folder) => Folder = folder;

    public string Folder { get; }

    public string Bundle => Path.Combine(Folder, "access-bundle.zip");

    /// <summary>The receipt of the deletion.</summary>
    public string Receipt => Path.Combine(Folder, "deletion-receipt.json");

    public string Keys => Path.Combine(Folder, "keys.json");

    /// <summary>The bundle, unpacked to be looked at.</summary>
    public string Unpacked => Path.Combine(Folder, "access-bundle");
}
