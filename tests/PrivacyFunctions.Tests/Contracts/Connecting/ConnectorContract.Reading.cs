using System.Text;
using System.Text.Json;
using PrivacyFunctions.Connecting;
using static PrivacyFunctions.Tests.Contracts.Connecting.Reading;

namespace PrivacyFunctions.Tests.Contracts.Connecting;

public abstract partial class ConnectorContract
{
    private static readonly string[] HostileTexts =
    [
        "=HYPERLINK(\"http://evil.example\")", "+1", "-1", "@SUM(A1)", "<script>alert(1)</script>", "' OR ''='", "\"; DROP TABLE cell; --",
        "\u0001\u0002\u001b[31m\r\n\t\u007f\u0085", "\u202eevil\u2066", "\ufeff\ufffe\uffff", "😀👩‍👩‍👧‍👦", "a\\b\\u0041", "NULL", "null", "{}", "[1", "$file", " ", "",
    ];

    [Fact]
    public async Task Hostile_texts_come_out_as_they_are()
    {
        await Database.ExecuteAsync("CREATE TABLE cell (id INTEGER PRIMARY KEY, body TEXT)");
        for (var i = 0; i < HostileTexts.Length; i++)
            await Database.ExecuteAsync($"INSERT INTO cell VALUES ({i}, {Database.Placeholder(1)})", HostileTexts[i]);
        foreach (var (text, id) in HostileTexts.Select((text, index) => (text, index)))
        {
            var byId = Assert.Single(await System.RowsAsync(Query("cell", ["body"], Keys("id", $"{id}"))));
            Assert.Equal(text, byId.GetProperty("body").GetString());
            if (text.Length > 0) Assert.Equal($"{id}", await System.FirstsAsync(Query("cell", ["id"], Keys("body", text))));
        }
    }

    [Fact]
    public async Task A_value_of_a_hundred_megabytes_streams_in_constant_memory()
    {
        const int Size = 100_000_000;
        await Database.ExecuteAsync("CREATE TABLE upload (id INTEGER PRIMARY KEY, body TEXT, tail TEXT)");
        await Database.ExecuteAsync($"INSERT INTO upload VALUES (1, {Database.Repeat('x', Size)}, 'end')");
        await using var reader = await System.ReadAsync(Query("upload", ["id", "body", "tail"], Keys("id", "1")), default);
        Assert.True(await reader.ReadAsync(default));
        Assert.Equal(FieldContent.Inline, await reader.ContentAsync(0, default));
        Assert.Equal(FieldContent.LargeText, await reader.ContentAsync(1, default));
        using (var stream = reader.OpenLarge(1))
        {
            // Not awaited, so that all of it happens on the thread whose memory is counted.
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Equal(Size, Count(stream, (byte)'x'));
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 4_000_000);
        }

        Assert.Equal(FieldContent.Inline, await reader.ContentAsync(2, default));
        Assert.False(await reader.ReadAsync(default));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(LargeValue.InlineBytes)]
    [InlineData(LargeValue.InlineBytes + 1)]
    [InlineData(70_000)]
    [InlineData(3_000_001)]
    public async Task Bytes_come_out_whole(int size)
    {
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        await Database.ExecuteAsync($"CREATE TABLE photo (id INTEGER, body {Database.BytesType}, after TEXT)");
        await Database.ExecuteAsync($"INSERT INTO photo VALUES (1, {Database.Placeholder(1)}, 'a')", bytes);
        var row = Assert.Single(await System.RowsAsync(Query("photo", ["body", "after"], Keys("id", "1"))));
        var body = size > LargeValue.InlineBytes ? row.GetProperty("body").GetProperty("$large") : row.GetProperty("body");
        Assert.Equal(bytes, body.GetBytesFromBase64());
        Assert.Equal("a", row.GetProperty("after").GetString());
    }

    private static long Count(Stream stream, byte wanted)
    {
        var buffer = new byte[81920];
        var total = 0L;
        for (int read; (read = stream.Read(buffer)) > 0; total += read)
            Assert.False(buffer.AsSpan(0, read).ContainsAnyExcept(wanted));
        return total;
    }

    [Fact]
    public async Task Texts_become_files_beyond_the_limit_and_not_before()
    {
        var longest = new string('ä', LargeValue.InlineText / 2);
        await Database.ExecuteAsync("CREATE TABLE cell (id INTEGER PRIMARY KEY, body TEXT)");
        await Database.ExecuteAsync($"INSERT INTO cell VALUES (1, {Database.Placeholder(1)}), (2, {Database.Placeholder(2)})", longest, longest + "!");
        var rows = await System.RowsAsync(Query("cell", ["id", "body"], Keys("id", "1", "2")));
        Assert.Equal(longest, rows.Single(row => row.GetProperty("id").GetInt32() == 1).GetProperty("body").GetString());
        Assert.Equal(longest + "!", rows.Single(row => row.GetProperty("id").GetInt32() == 2).GetProperty("body").GetProperty("$large").GetString());
    }

    [Fact]
    public async Task Rows_beyond_the_cap_are_left_out_and_reported()
    {
        await PeopleAsync();
        async Task<(int Rows, bool Capped)> Read(long cap, KeySet keys)
        {
            await using var reader = await System.ReadAsync(Query("person", ["id"], keys) with { RowCap = cap }, default);
            return ((await reader.RowsAsync()).Count, reader.CapReached);
        }

        Assert.Equal((1, true), await Read(1, Keys("company", "7")));
        Assert.Equal((2, false), await Read(2, Keys("company", "7")));
        Assert.Equal((0, true), await Read(0, Keys("company", "7")));
        Assert.Equal((1, true), await Read(1, Keys("email", KeyComparison.Email, "ann@example.com")));
        Assert.Equal((2, false), await Read(2, Keys("email", KeyComparison.Email, "ann@example.com")));
    }

    [Fact]
    public async Task Keys_are_there_before_and_after_their_field_was_taken()
    {
        await Database.ExecuteAsync("""
            CREATE TABLE person (id INTEGER PRIMARY KEY, note TEXT, code TEXT, rate DOUBLE PRECISION, gone TEXT);
            INSERT INTO person VALUES (1, 'n', 'c-1', 2.50, NULL), (2, 'n', 'c-2', 1e20, 'x');
            """);
        var query = Query("person", ["note", "code", "rate", "gone", "id"], Keys("id", "1", "2")) with { KeyFields = ["id", "code", "rate", "gone"] };
        await using var reader = await System.ReadAsync(query, default);
        var seen = new List<string>();
        while (await reader.ReadAsync(default))
        {
            Assert.True(reader.TryGetKey(2, out var rate));
            Assert.True(reader.TryGetKey(4, out var id));
            var written = Encoding.UTF8.GetString(await RowAsync(reader));
            Assert.True(reader.TryGetKey(1, out var code));
            seen.Add($"{id.Text} {code.Text} {rate.Text} {reader.TryGetKey(3, out var gone)} {gone.Text} {JsonDocument.Parse(written).RootElement.GetProperty("note")}");
        }

        Assert.Equal(["1 c-1 2.5 False  n", "2 c-2 100000000000000000000 True x n"], seen);
    }

    [Fact]
    public async Task A_text_too_long_for_a_key_is_a_file_and_no_key()
    {
        await Database.ExecuteAsync("CREATE TABLE person (id INTEGER, code TEXT, after TEXT)");
        await Database.ExecuteAsync($"INSERT INTO person VALUES (1, {Database.Repeat('k', LargeValue.InlineText)}, 'a'), (2, {Database.Repeat('k', LargeValue.InlineText + 2)}, 'b')");
        await using var reader = await System.ReadAsync(Query("person", ["id", "code", "after"], Keys("id", "1", "2")) with { KeyFields = ["code", "after"] }, default);
        for (var rows = 0; rows < 2; rows++)
        {
            Assert.True(await reader.ReadAsync(default));
            Assert.True(reader.TryGetKey(2, out var after));
            Assert.Equal(after.Text == "a", reader.TryGetKey(1, out _));
            Assert.Equal(after.Text == "a" ? FieldContent.Inline : FieldContent.LargeText, await reader.ContentAsync(1, default));
        }
    }

    [Fact]
    public async Task Only_so_many_collections_are_read_at_once()
    {
        await PeopleAsync();
        await using var narrow = Database.Connect(new ConnectionLimits { Parallel = 1 });
        var first = await narrow.ReadAsync(Query("person", ["id"], Keys("id", "1")), default);
        var second = narrow.ReadAsync(Query("person", ["id"], Keys("id", "2")), default);
        Assert.False(second.IsCompleted);
        await first.DisposeAsync();
        await using var reader = await second;
        Assert.True(await reader.ReadAsync(default));
    }

    [Fact]
    public async Task A_reading_that_fails_gives_its_place_back()
    {
        await PeopleAsync();
        await using var narrow = Database.Connect(new ConnectionLimits { Parallel = 1 });
        for (var i = 0; i < 3; i++)
            await Assert.ThrowsAsync<IOException>(() => narrow.ReadAsync(Query("person", ["id"], new KeySet { Fields = ["id"], Keys = Broken() }), default));
        Assert.Equal("1", await narrow.FirstsAsync(Query("person", ["id"], Keys("id", "1"))));

        static async IAsyncEnumerable<KeyTuple> Broken()
        {
            await Task.Yield();
            yield return KeyTuple.Of("1");
            throw new IOException("staging is gone");
        }
    }

    [Fact]
    public async Task A_cancelled_reading_stops()
    {
        await PeopleAsync();
        using var cancelled = new CancellationTokenSource();
        await using var reader = await System.ReadAsync(Query("person", ["id"], Keys("company", "7", "8")), cancelled.Token);
        Assert.True(await reader.ReadAsync(cancelled.Token));
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await reader.ReadAsync(cancelled.Token));
    }

    [Fact]
    public async Task A_reading_may_be_left_in_the_middle()
    {
        await Database.ExecuteAsync("CREATE TABLE entry (id INTEGER, person INTEGER, body TEXT)");
        await Database.ExecuteAsync("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) INSERT INTO entry SELECT i, 1, 'some text of an entry' FROM n");
        for (var i = 0; i < 3; i++)
        {
            await using var reader = await System.ReadAsync(Query("entry", ["id", "body"], Keys("person", "1")), default);
            Assert.True(await reader.ReadAsync(default));
        }

        Assert.Equal(20_000, (await System.RowsAsync(Query("entry", ["id"], Keys("person", "1")))).Count);
    }

    [Fact]
    public async Task Views_are_read_like_tables()
    {
        await PeopleAsync();
        await Database.ExecuteAsync("CREATE VIEW colleague AS SELECT id, email, company FROM person WHERE company = 7");
        Assert.Equal("1 2", await System.FirstsAsync(Query("colleague", ["id"], Keys("company", "7"))));
        Assert.Equal("1", await System.FirstsAsync(Query("colleague", ["id"], Keys("email", KeyComparison.Email, "ann@example.com"))));
    }
}
