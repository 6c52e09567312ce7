using CsCheck;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Sealing;

namespace PrivacyFunctions.Tests.Sealing;

public sealed class SealedStreamTests
{
    private static readonly SealContext Context = SealContext.Of("test", "stream");

    [Fact]
    public async Task What_was_sealed_in_any_pieces_is_read_back_from_any_place()
    {
        var lengths = Gen.OneOf(Gen.Int[0, 300], Gen.Int[16_380, 16_390], Gen.Int[0, 400_000]);
        await Gen.Select(lengths, Gen.Int[1, 70_000], Gen.Int[0, 400_000].Array[0, 8], Gen.Bool).SampleAsync(
            async (length, piece, places, synchronous) =>
            {
                using var key = DataKey.New();
                var content = Random(length);
                var stored = await Seal(content, key, piece, synchronous);
                await ReadsBack(content, stored, key, places, synchronous);
            },
            iter: 200);
    }

    [Fact]
    public async Task Any_flipped_bit_is_rejected()
    {
        using var key = DataKey.New();
        var stored = await Seal(Random(40_000), key);
        await Gen.Int[0, (stored.Length * 8) - 1].SampleAsync(
            async bit =>
            {
                var changed = (byte[])stored.Clone();
                changed[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.Throws<SealBrokenException>(() => SealedDocument.Open(changed, key, Context));
                await Assert.ThrowsAsync<SealBrokenException>(() => ReadAll(changed, key, Context));
            },
            iter: Trials.Count(5_000));
    }

    [Fact]
    public async Task Any_cut_is_rejected_before_a_byte_is_given_out()
    {
        using var key = DataKey.New();
        var stored = await Seal(Random(36_000), key);
        await Gen.Int[0, stored.Length - 1].SampleAsync(
            async length => { await Assert.ThrowsAsync<SealBrokenException>(() => Open(stored[..length], key, Context)); },
            iter: Trials.Count(5_000));
    }

    [Fact]
    public async Task A_stream_without_its_end_is_truncated()
    {
        using var key = DataKey.New();
        var stored = new MemoryStream();
        await using (var stream = new SealingStream(stored, key, Context)) await stream.WriteAsync(Random(400_000));
        await Assert.ThrowsAsync<SealBrokenException>(() => ReadAll(stored.ToArray(), key, Context));
    }

    [Fact]
    public async Task Exchanged_chunks_are_rejected()
    {
        using var key = DataKey.New();
        var stored = await Seal(Random(50_000), key);
        var exchanged = (byte[])stored.Clone();
        stored.AsSpan(56, 16_400).CopyTo(exchanged.AsSpan(56 + 16_400));
        stored.AsSpan(56 + 16_400, 16_400).CopyTo(exchanged.AsSpan(56));
        var broken = await Assert.ThrowsAsync<SealBrokenException>(() => ReadAll(exchanged, key, Context));
        Assert.Equal(SealFlaw.ChunkChanged, broken.Flaw);
    }

    [Fact]
    public async Task Another_key_or_another_context_is_named_as_such()
    {
        using var key = DataKey.New();
        using var other = DataKey.New();
        var stored = await Seal(Random(10), key);
        var wrongKey = await Assert.ThrowsAsync<SealBrokenException>(() => ReadAll(stored, other, Context));
        var wrongContext = await Assert.ThrowsAsync<SealBrokenException>(() => ReadAll(stored, key, SealContext.Of("test", "other")));
        Assert.Equal(SealFlaw.WrongKeyOrContext, wrongKey.Flaw);
        Assert.Equal(SealFlaw.WrongKeyOrContext, wrongContext.Flaw);
    }

    [Fact]
    public void Contexts_of_different_requests_and_blobs_differ()
    {
        var request = RequestId.New();
        string[] contexts =
        [
            SealContext.Of(request, "parties").ToString(),
            SealContext.Of(RequestId.New(), "parties").ToString(),
            SealContext.Of(request, "mail").ToString(),
            SealContext.Of(BlobName.Of("bundles", request.Value, "1")).ToString(),
            SealContext.Of(BlobName.Of("bundles", request.Value, "2")).ToString(),
        ];
        Assert.Distinct(contexts);
    }

    [Fact]
    public void A_sealed_document_holds_nothing_readable()
    {
        using var key = DataKey.New();
        var content = "the quick brown fox"u8.ToArray();
        var document = SealedDocument.Seal(content, key, Context);
        Assert.Equal(-1, document.AsSpan().IndexOf("quick"u8));
        Assert.Equal(content, SealedDocument.Open(document, key, Context));
    }

    [Fact]
    public async Task Sealing_allocates_nothing_per_byte()
    {
        using var key = DataKey.New();
        var piece = Random(10_000);
        await using var stream = new SealingStream(Stream.Null, key, Context);
        await stream.WriteAsync(piece);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++) await stream.WriteAsync(piece);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public void A_data_key_masks_itself_and_is_gone_after_disposal()
    {
        var key = DataKey.New();
        Assert.Equal("***", $"{key}");
        key.Dispose();
        Assert.Throws<ObjectDisposedException>(() => key.Bytes.Length);
    }

    private static async Task ReadsBack(byte[] content, byte[] stored, DataKey key, int[] places, bool synchronous)
    {
        await using var stream = await Open(stored, key, Context);
        Assert.Equal(content.Length, stream.Length);
        var buffer = new byte[20_000];
        foreach (var place in places)
        {
            stream.Position = place;
            var read = synchronous ? stream.Read(buffer) : await stream.ReadAsync(buffer);
            if (place < content.Length) Assert.True(read > 0);
            Assert.Equal(content.AsSpan(Math.Min(place, content.Length), read), buffer.AsSpan(0, read));
        }

        Assert.Equal(content, await ReadAll(stored, key, Context));
        Assert.Equal(content, SealedDocument.Open(stored, key, Context));
    }

    private static async Task<byte[]> ReadAll(byte[] stored, DataKey key, SealContext context)
    {
        await using var stream = await Open(stored, key, context);
        using var content = new MemoryStream();
        await stream.CopyToAsync(content);
        return content.ToArray();
    }

    private static Task<UnsealingStream> Open(byte[] stored, DataKey key, SealContext context) =>
        UnsealingStream.OpenAsync(new MemoryStream(stored), key, context, default);

    private static async Task<byte[]> Seal(byte[] content, DataKey key, int piece = 5_000, bool synchronous = false)
    {
        var stored = new MemoryStream();
        await using var stream = new SealingStream(stored, key, Context);
        for (var at = 0; at < content.Length; at += piece)
        {
            var part = content.AsMemory(at, Math.Min(piece, content.Length - at));
            if (synchronous) stream.Write(part.Span);
            else await stream.WriteAsync(part);
        }

        await stream.CompleteAsync(default);
        Assert.Equal(content.Length, stream.Position);
        return stored.ToArray();
    }

    private static byte[] Random(int length)
    {
        var bytes = new byte[length];
        System.Random.Shared.NextBytes(bytes);
        return bytes;
    }
}
