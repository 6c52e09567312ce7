using PrivacyFunctions.Local.Blobs;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Tests.Contracts;

namespace PrivacyFunctions.Tests.Local.Blobs;

public sealed class FileBlobStoreTests : BlobStoreContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FileBlobStore _store;

    public FileBlobStoreTests() => _store = new FileBlobStore(_folder.File("blobs"));

    protected override IBlobStore Store => _store;

    [Fact]
    public async Task What_a_crash_left_unfinished_is_discarded_and_what_was_committed_stays()
    {
        var kept = BlobName.Of("bundles", "kept");
        await using (var writer = await _store.CreateAsync(kept, default)) await writer.CommitAsync(default);
        var crashed = await _store.CreateAsync(BlobName.Of("bundles", "crashed"), default);
        Assert.Equal(2, Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories).Count());
        _store.DiscardUnfinished();
        Assert.Single(Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories));
        Assert.NotNull(await _store.OpenAsync(kept, default));
        await crashed.DisposeAsync();
    }

    [Fact]
    public async Task Files_are_for_their_owner_alone()
    {
        if (OperatingSystem.IsWindows()) return;
        await using (var writer = await _store.CreateAsync(BlobName.Of("bundles", "one"), default)) await writer.CommitAsync(default);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.File("blobs/bundles/one")));
    }

    public void Dispose() => _folder.Dispose();
}
