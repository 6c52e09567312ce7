using PrivacyFunctions.Bundling;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Sealing;

namespace PrivacyFunctions.Tests.Bundling;

public sealed class BundleReaderTests
{
    private readonly BundleFixture _fixture = new();
    private readonly BundleReader _reader;

    public BundleReaderTests() => _reader = new BundleReader(_fixture.Blobs, _fixture.Keys);

    [Fact]
    public async Task Any_range_of_the_file_can_be_read()
    {
        var zip = await _fixture.MakeAsync(await SampleBundle.StageAsync(_fixture));
        await using var stream = await _reader.OpenAsync(_fixture.Request, 1, default);
        Assert.Equal(zip.Length, stream!.Length);
        foreach (var (from, length) in new[] { (0, 10), (zip.Length - 22, 22), (zip.Length / 2, 100), (5, zip.Length - 5) })
        {
            stream.Position = from;
            var part = new byte[length];
            await stream.ReadExactlyAsync(part);
            Assert.Equal(zip[from..(from + length)], part);
        }
    }

    [Fact]
    public async Task There_is_no_bundle_of_another_version_or_another_request_or_without_its_key()
    {
        await _fixture.MakeAsync(await SampleBundle.StageAsync(_fixture));
        Assert.Null(await _reader.OpenAsync(_fixture.Request, 2, default));
        Assert.Null(await _reader.OpenAsync(RequestId.New(), 1, default));
        await _fixture.Keys.DestroyAsync(_fixture.Request, KeyPurpose.Payload, default);
        Assert.Null(await _reader.OpenAsync(_fixture.Request, 1, default));
    }

    [Fact]
    public async Task A_deleted_bundle_is_gone()
    {
        await _fixture.MakeAsync(await SampleBundle.StageAsync(_fixture));
        Assert.True(await _reader.DeleteAsync(_fixture.Request, 1, default));
        Assert.False(await _reader.DeleteAsync(_fixture.Request, 1, default));
        Assert.Null(await _reader.OpenAsync(_fixture.Request, 1, default));
    }

    [Fact]
    public async Task A_bundle_cut_or_put_in_anothers_place_does_not_open()
    {
        await _fixture.MakeAsync(await SampleBundle.StageAsync(_fixture));
        var name = BundleResult.NameOf(_fixture.Request, 1);
        var stored = _fixture.Blobs.All[name.ToString()];
        await PutAsync(BundleResult.NameOf(_fixture.Request, 2), stored);
        await Assert.ThrowsAsync<SealBrokenException>(() => _reader.OpenAsync(_fixture.Request, 2, default));
        await PutAsync(name, stored[..^1]);
        await Assert.ThrowsAsync<SealBrokenException>(() => _reader.OpenAsync(_fixture.Request, 1, default));
    }

    private async Task PutAsync(BlobName name, byte[] content)
    {
        await using var blob = await _fixture.Blobs.CreateAsync(name, default);
        await blob.WriteAsync(content);
        await blob.CommitAsync(default);
    }
}
