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
        await using var stream = await _reader.OpenAsync(_fixture.Request, _fixture.Offered(), default);
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
        Assert.Null(await _reader.OpenAsync(_fixture.Request, _fixture.Offered(2), default));
        Assert.Null(await _reader.OpenAsync(RequestId.New(), _fixture.Offered(), default));
        await _fixture.Keys.DestroyAsync(_fixture.Request, KeyPurpose.Payload, default);
        Assert.Null(await _reader.OpenAsync(_fixture.Request, _fixture.Offered(), default));
    }

    [Fact]
    public async Task A_second_run_replaces_nothing_and_what_is_not_offered_is_removed()
    {
        var first = await _fixture.MakeAsync(await SampleBundle.StageAsync(_fixture));
        var offered = _fixture.Offered();
        await _fixture.WriteAsync(_fixture.Contents() with { Withheld = [new WithheldItem("a.b", 1, "security", "Why.")] });
        var late = _fixture.Offered();
        Assert.NotEqual(offered.Attempt, late.Attempt);

        Assert.Equal(0, await _reader.KeepOnlyAsync(_fixture.Request, 2, [offered], default));
        Assert.Equal(1, await _reader.KeepOnlyAsync(_fixture.Request, 1, [offered], default));
        Assert.Equal(0, await _reader.KeepOnlyAsync(_fixture.Request, 1, [offered], default));
        Assert.Null(await _reader.OpenAsync(_fixture.Request, late, default));
        await using var kept = await _reader.OpenAsync(_fixture.Request, offered, default);
        Assert.Equal(first.Length, kept!.Length);
        Assert.Equal(1, await _reader.KeepOnlyAsync(_fixture.Request, 1, [], default));
        Assert.Null(await _reader.OpenAsync(_fixture.Request, offered, default));
    }

    [Fact]
    public async Task A_bundle_cut_or_put_in_anothers_place_does_not_open()
    {
        await _fixture.MakeAsync(await SampleBundle.StageAsync(_fixture));
        var name = BundleResult.NameOf(_fixture.Request, 1, 1, _fixture.Offered().Attempt);
        var stored = _fixture.Blobs.All[name.ToString()];
        await PutAsync(BundleResult.NameOf(_fixture.Request, 1, 2, _fixture.Offered().Attempt), stored);
        await Assert.ThrowsAsync<SealBrokenException>(() => _reader.OpenAsync(_fixture.Request, _fixture.Offered(2), default));
        await PutAsync(name, stored[..^1]);
        await Assert.ThrowsAsync<SealBrokenException>(() => _reader.OpenAsync(_fixture.Request, _fixture.Offered(), default));
    }

    private async Task PutAsync(BlobName name, byte[] content)
    {
        await using var blob = await _fixture.Blobs.CreateAsync(name, default);
        await blob.WriteAsync(content);
        await blob.CommitAsync(default);
    }
}
