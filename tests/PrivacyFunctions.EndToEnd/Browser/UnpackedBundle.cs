using System.IO.Compression;
using PrivacyFunctions.EndToEnd.Commands;
using PrivacyFunctions.EndToEnd.Running;

namespace PrivacyFunctions.EndToEnd.Browser;

/// <summary>A bundle as a person unpacks it, in a folder that is gone after the test.</summary>
internal sealed class UnpackedBundle : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public UnpackedBundle(BundleFile bundle) => ZipFile.ExtractToDirectory(new MemoryStream(bundle.Zip), _folder.Path);

    /// <summary>The page to open.</summary>
    public Uri Index => new(_folder.File("index.html"));

    public void Dispose() => _folder.Dispose();
}
