using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Tests.Contracts;

/// <summary>What every blob store must do.</summary>
public abstract class BlobStoreContract
{
    private static readonly BlobName Name = BlobName.Of("staging", "one", "rows");

    protected abstract IBlobStore Store { get; }

    [Fact]
    public async Task A_committed_blob_is_read_back_from_any_place()
    {
        var content = Bytes(300_000);
        await WriteAsync(Name, content);
        await using var stream = await OpenAsync(Name);
        Assert.Equal(content.Length, stream.Length);
        stream.Position = 123_456;
        var tail = new byte[content.Length - 123_456];
        await stream.ReadExactlyAsync(tail);
        Assert.Equal(content[123_456..], tail);
        Assert.Equal(0, await stream.ReadAsync(tail));
    }

    [Fact]
    public async Task Nothing_is_visible_before_the_commit()
    {
        await using var writer = await Store.CreateAsync(Name, default);
        await writer.WriteAsync(Bytes(50_000));
        Assert.Null(await Store.OpenAsync(Name, default));
        Assert.Empty(await ListAsync("staging"));
        await writer.CommitAsync(default);
        Assert.NotEmpty(await ReadAsync(Name));
    }

    [Fact]
    public async Task A_blob_that_is_not_committed_is_discarded()
    {
        await using (var writer = await Store.CreateAsync(Name, default)) await writer.WriteAsync(Bytes(10));
        Assert.Null(await Store.OpenAsync(Name, default));
    }

    [Fact]
    public async Task A_discarded_attempt_leaves_the_blob_before_it_alone()
    {
        await WriteAsync(Name, Bytes(10));
        await using (var writer = await Store.CreateAsync(Name, default)) await writer.WriteAsync(Bytes(99));
        Assert.Equal(10, (await ReadAsync(Name)).Length);
    }

    [Fact]
    public async Task The_last_commit_wins_and_a_blob_is_never_a_mixture()
    {
        await using var slow = await Store.CreateAsync(Name, default);
        await slow.WriteAsync(Bytes(70_000));
        await WriteAsync(Name, Bytes(10));
        await slow.WriteAsync(Bytes(70_000));
        await slow.CommitAsync(default);
        Assert.Equal(140_000, (await ReadAsync(Name)).Length);
        await WriteAsync(Name, Bytes(20));
        Assert.Equal(20, (await ReadAsync(Name)).Length);
    }

    [Fact]
    public async Task An_empty_blob_exists()
    {
        await WriteAsync(Name, []);
        Assert.Empty(await ReadAsync(Name));
    }

    [Fact]
    public async Task Synchronous_writes_are_the_same_as_asynchronous_ones()
    {
        await using (var writer = await Store.CreateAsync(Name, default))
        {
            writer.Write([1, 2]);
            await writer.WriteAsync(new byte[] { 3 });
            writer.WriteByte(4);
            Assert.Equal(4, writer.Position);
            await writer.CommitAsync(default);
        }

        Assert.Equal([1, 2, 3, 4], await ReadAsync(Name));
    }

    [Fact]
    public async Task A_deleted_blob_is_gone_and_deleting_again_says_so()
    {
        await WriteAsync(Name, Bytes(10));
        Assert.True(await Store.DeleteAsync(Name, default));
        Assert.False(await Store.DeleteAsync(Name, default));
        Assert.Null(await Store.OpenAsync(Name, default));
    }

    [Fact]
    public async Task A_folder_lists_what_is_below_it_in_order_and_nothing_beside_it()
    {
        foreach (var name in new[] { "a/b/2", "a/b/10", "a/bc", "a/a", "ab/1" }) await WriteAsync(BlobName.Parse(name), [1]);
        Assert.Equal(["a/a", "a/b/10", "a/b/2", "a/bc"], await ListAsync("a"));
        Assert.Equal(["a/b/10", "a/b/2"], await ListAsync("a/b"));
        Assert.Empty(await ListAsync("missing"));
    }

    private async Task WriteAsync(BlobName name, byte[] content)
    {
        await using var writer = await Store.CreateAsync(name, default);
        await writer.WriteAsync(content);
        await writer.CommitAsync(default);
    }

    private async Task<Stream> OpenAsync(BlobName name)
    {
        var stream = await Store.OpenAsync(name, default);
        Assert.NotNull(stream);
        return stream;
    }

    private async Task<byte[]> ReadAsync(BlobName name)
    {
        await using var stream = await OpenAsync(name);
        using var content = new MemoryStream();
        await stream.CopyToAsync(content);
        return content.ToArray();
    }

    private async Task<List<string>> ListAsync(string folder)
    {
        var names = new List<string>();
        await foreach (var name in Store.ListAsync(BlobName.Parse(folder), default)) names.Add(name.ToString());
        return names;
    }

    private static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }
}
