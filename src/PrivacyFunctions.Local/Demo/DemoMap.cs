namespace PrivacyFunctions.Local.Demo;

/// <summary>OpenTech Support's data map, as it is delivered inside the executable.</summary>
internal static class DemoMap
{
    /// <summary>The setting in which the map expects the folder of the systems' files.</summary>
    public const string SystemsSetting = "OPENTECH_SYSTEMS";

    private const string Prefix = "PrivacyFunctions.Local.Demo.map.";

    /// <summary>Writes the map's files into a folder, which is created.</summary>
    public static async Task WriteAsync(string folder, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        var assembly = typeof(DemoMap).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            await using var content = assembly.GetManifestResourceStream(resource)!;
            await using var file = File.Create(Path.Combine(folder, resource[Prefix.Length..]));
            await content.CopyToAsync(file, cancellation);
        }
    }
}
