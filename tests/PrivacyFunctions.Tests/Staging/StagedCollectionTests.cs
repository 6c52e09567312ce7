using System.Text;
using System.Text.Json;
using CsCheck;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Faults;
using PrivacyFunctions.Staging;

namespace PrivacyFunctions.Tests.Staging;

public sealed class StagedCollectionTests : IAsyncLifetime
{
    private static readonly StagedName Tickets = new("ticketing", "Tickets & more");

    private readonly InMemoryBlobs _blobs = new();
    private readonly InMemoryKeys _keys = new();
    private readonly RequestId _request = RequestId.New();
    private readonly StagingArea _staging;

    public StagedCollectionTests() => _staging = new StagingArea(_blobs, _keys);

    [Fact]
    public async Task Rows_of_any_content_come_back_in_order_as_they_were_written() =>
        await Gen.String.Array[0, 300].SampleAsync(
            async texts =>
            {
                await using (var writer = await CreateAsync())
                {
                    foreach (var text in texts) await RowAsync(writer, text);
                    Assert.Equal(texts.Length, (await writer.CommitAsync(default)).Rows);
                }

                Assert.Equal(texts.Select(Replaced), await RowsAsync());
            },
            iter: 100,
            threads: 1);

    [Fact]
    public async Task A_row_larger_than_every_buffer_comes_back()
    {
        var text = new string('x', 3_000_000);
        await using (var writer = await CreateAsync())
        {
            await RowAsync(writer, text);
            await RowAsync(writer, "small");
            await writer.CommitAsync(default);
        }

        Assert.Equal([text, "small"], await RowsAsync());
    }

    [Fact]
    public async Task Nothing_is_visible_before_the_commit_and_another_attempt_replaces_all_of_it()
    {
        await using (var writer = await CreateAsync()) await RowAsync(writer, "discarded");
        Assert.Null(await _staging.OpenAsync(_request, Tickets, default));
        await StageAsync("first", "second");
        await using (var writer = await CreateAsync()) await RowAsync(writer, "discarded");
        Assert.Equal(["first", "second"], await RowsAsync());
        await StageAsync("third");
        Assert.Equal(["third"], await RowsAsync());
    }

    [Fact]
    public async Task A_reader_keeps_reading_what_it_opened_while_another_attempt_commits()
    {
        await StageAsync("first");
        using var reader = await OpenAsync();
        await StageAsync("second");
        Assert.Equal(["first"], await RowsAsync(reader));
    }

    [Fact]
    public async Task An_abandoned_row_leaves_no_trace()
    {
        await using (var writer = await CreateAsync())
        {
            await RowAsync(writer, "kept");
            var row = writer.BeginRow();
            row.WriteStartObject();
            row.WriteString("text", "broken off");
            writer.AbandonRow();
            await RowAsync(writer, "after");
            await writer.CommitAsync(default);
        }

        Assert.Equal(["kept", "after"], await RowsAsync());
    }

    [Fact]
    public async Task A_row_must_be_one_whole_object()
    {
        await using var writer = await CreateAsync();
        writer.BeginRow().WriteStartObject();
        await Assert.ThrowsAsync<InvalidOperationException>(() => writer.EndRowAsync(default).AsTask());
        Assert.Throws<InvalidOperationException>(() => writer.BeginRow());
    }

    [Fact]
    public async Task Large_values_are_kept_byte_for_byte_and_their_place_in_the_row_is_known()
    {
        byte[][] contents = [[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2], new byte[200_000], Encoding.UTF8.GetBytes("long text ä"), []];
        await using (var writer = await CreateAsync())
        {
            foreach (var content in contents)
            {
                var row = writer.BeginRow();
                row.WriteStartObject();
                row.WriteString("text", "\"$file\":\"");
                row.WritePropertyName("file");
                writer.WriteReference(await writer.AddLargeAsync(new MemoryStream(content), LargeValueKind.Bytes, default));
                row.WriteEndObject();
                await writer.EndRowAsync(default);
            }

            var counts = await writer.CommitAsync(default);
            Assert.Equal((4L, 4L), (counts.Rows, counts.Files));
        }

        using var reader = await OpenAsync();
        var files = await reader.ReadFilesAsync().ToListAsync();
        Assert.Equal(["1.png", "2.bin", "3.txt", "4.bin"], files.Select(file => file.FileName));
        await using var stream = await reader.OpenFilesAsync(default);
        foreach (var (file, content) in files.Zip(contents))
        {
            var read = new byte[file.Length];
            stream.Position = file.Offset;
            await stream.ReadExactlyAsync(read);
            Assert.Equal(content, read);
        }

        await using var rows = await reader.OpenRowsAsync(default);
        foreach (var file in files)
        {
            Assert.True(await rows.ReadAsync(default));
            Assert.Equal(1, rows.References);
            Assert.StartsWith(file.FileName + "\"", Encoding.UTF8.GetString(rows.Row.Span[rows.ReferenceAt(0)..]), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Keys_stream_back_by_edge_without_duplicates()
    {
        await using (var writer = await CreateAsync())
        {
            for (var i = 0; i < 20_000; i++)
            {
                await writer.AddKeyAsync("to-person", KeyTuple.Of($"{i % 5_000}"), default);
                await writer.AddKeyAsync("to-order", new KeyTuple([new KeyValue($"{i}"), new KeyValue("a\0b")]), default);
                await writer.AddPrimaryKeyAsync(KeyTuple.Of("same"), default);
            }

            Assert.Equal(25_000, (await writer.CommitAsync(default)).Keys);
        }

        using var reader = await OpenAsync();
        Assert.Equal(5_000, reader.KeyCount("to-person"));
        Assert.Equal(Enumerable.Range(0, 5_000).Select(i => $"{i}"), await reader.ReadKeysAsync("to-person").Select(key => key.Values[0].Text).ToListAsync());
        Assert.Equal(new KeyTuple([new KeyValue("19999"), new KeyValue("a\0b")]), await reader.ReadKeysAsync("to-order").LastAsync());
        Assert.Equal(20_000, await reader.ReadPrimaryKeysAsync().CountAsync());
        Assert.Empty(await reader.ReadKeysAsync("elsewhere").ToListAsync());
    }

    [Fact]
    public async Task Values_that_only_join_to_the_same_text_are_different_keys()
    {
        await using (var writer = await CreateAsync())
        {
            await writer.AddKeyAsync("edge", new KeyTuple([new KeyValue("ab"), new KeyValue("c")]), default);
            await writer.AddKeyAsync("edge", new KeyTuple([new KeyValue("a"), new KeyValue("bc")]), default);
            Assert.Equal(2, (await writer.CommitAsync(default)).Keys);
        }
    }

    [Fact]
    public async Task Nothing_at_rest_can_be_read_or_exchanged()
    {
        await StageAsync("canary-4711");
        Assert.All(_blobs.All.Values, blob => Assert.Equal(-1, blob.AsSpan().IndexOf("canary"u8)));
        Assert.All(_blobs.All.Keys, name => Assert.DoesNotContain("ticket", name, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task With_its_key_destroyed_a_collection_is_unreadable()
    {
        await StageAsync("gone");
        await _keys.DestroyAsync(_request, KeyPurpose.Payload, default);
        var fault = await Assert.ThrowsAsync<ActivityFault>(() => _staging.OpenAsync(_request, Tickets, default));
        Assert.Equal(FaultCode.KeyDestroyed, fault.Code);
    }

    [Fact]
    public async Task Deleting_removes_everything_of_the_request_and_nothing_of_another()
    {
        await StageAsync("mine");
        var other = RequestId.New();
        await _keys.CreateAsync(other, default);
        await using (var writer = await _staging.CreateAsync(other, Tickets, ["text"], default)) await writer.CommitAsync(default);
        await _staging.DeleteAsync(_request, default);
        Assert.NotEmpty(_blobs.All);
        Assert.All(_blobs.All.Keys, name => Assert.Contains(other.Value, name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rows_cost_no_allocation()
    {
        var discarding = new StagingArea(new DiscardingBlobs(), _keys);
        await using var writer = await discarding.CreateAsync(_request, Tickets, ["text"], default);
        for (var i = 0; i < 5_000; i++) await RowAsync(writer, "some text of a row");
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 20_000; i++)
        {
            var row = writer.BeginRow();
            row.WriteStartObject();
            row.WriteString("text"u8, "some text of a row");
            row.WriteEndObject();
            await writer.EndRowAsync(default);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000 * 4);
    }

    public Task InitializeAsync() => _keys.CreateAsync(_request, default);

    public Task DisposeAsync() => Task.CompletedTask;

    private static async Task RowAsync(StagedCollectionWriter writer, string text)
    {
        var row = writer.BeginRow();
        row.WriteStartObject();
        row.WriteString("text"u8, text);
        row.WriteEndObject();
        await writer.EndRowAsync(default);
    }

    private async Task StageAsync(params string[] texts)
    {
        await using var writer = await CreateAsync();
        foreach (var text in texts) await RowAsync(writer, text);
        await writer.CommitAsync(default);
    }

    private Task<StagedCollectionWriter> CreateAsync() => _staging.CreateAsync(_request, Tickets, ["text", "file"], default);

    private async Task<StagedCollectionReader> OpenAsync()
    {
        var reader = await _staging.OpenAsync(_request, Tickets, default);
        Assert.NotNull(reader);
        return reader;
    }

    private async Task<List<string>> RowsAsync()
    {
        using var reader = await OpenAsync();
        return await RowsAsync(reader);
    }

    private static async Task<List<string>> RowsAsync(StagedCollectionReader reader)
    {
        var texts = new List<string>();
        await using var rows = await reader.OpenRowsAsync(default);
        while (await rows.ReadAsync(default)) texts.Add(JsonElement.Parse(rows.Row.Span).GetProperty("text").GetString()!);
        return texts;
    }

    // A lone surrogate is no Unicode text; JSON writers put the replacement character in its place.
    private static string Replaced(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
