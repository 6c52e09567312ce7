using System.IO.Compression;

namespace PrivacyFunctions.Local.Demo.Report;

/// <summary>A copy of the bundle beside it, so that its page opens with a click.</summary>
internal static class UnpackedBundle
{
    private const string Index = "index.html";

    /// <summary>Unpacks, in place of what an earlier run left there.</summary>
    /// <returns>The page to open; null when the folder holds something that we did not make.</returns>
    public static async Task<string?> WriteAsync(string bundle, string folder, CancellationToken cancellation)
    {
        if (Directory.Exists(folder))
        {
            if (!File.Exists(Path.Combine(folder, "manifest.sig"))) return null;
            Directory.Delete(folder, recursive: true);
        }

        await ZipFile.ExtractToDirectoryAsync(bundle, folder, cancellation);
        return Path.Combine(folder, Index);
    }
}
