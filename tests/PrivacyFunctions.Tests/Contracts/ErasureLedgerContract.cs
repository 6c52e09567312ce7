using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Tests.Contracts;

/// <summary>What every erasure ledger must do.</summary>
public abstract class ErasureLedgerContract
{
    private static readonly LedgerCollection Customers = new("billing", "customer");

    protected abstract IErasureLedger Ledger { get; }

    [Fact]
    public async Task A_row_is_recognised_by_its_primary_key_and_by_what_it_was_found_by()
    {
        await Ledger.AppendAsync(Entry(["7", "8"], "anna@example.com"), default);

        await using var index = await Ledger.OpenAsync(Customers, default);

        var entry = Assert.Single(await index.FindAsync(0, KeyTuple.Of("8"), default));
        Assert.Equal([entry], await index.FindAsync(0, 0, KeyTuple.Of("anna@example.com"), default));
        Assert.Empty(await index.FindAsync(0, KeyTuple.Of("9"), default));
        Assert.Empty(await index.FindAsync(0, 0, KeyTuple.Of("berta@example.com"), default));
    }

    [Theory]
    [InlineData(KeyComparison.Email, " anna@EXAMPLE.com ", "anna@example.com", true)]
    [InlineData(KeyComparison.Email, "Anna@example.com", "anna@example.com", false)]
    [InlineData(KeyComparison.EmailIgnoringCase, "Anna@example.com", "anna@example.com", true)]
    [InlineData(KeyComparison.IgnoringCase, "AB", "ab", true)]
    [InlineData(KeyComparison.Exact, "AB", "ab", false)]
    [InlineData(KeyComparison.Exact, "7.0", "7", true)]
    [InlineData(KeyComparison.Exact, "6F9619FF-8B86-D011-B42D-00C04FC964FF", "6f9619ff-8b86-d011-b42d-00c04fc964ff", true)]
    public async Task Values_are_compared_in_their_canonical_form(KeyComparison comparison, string recorded, string asked, bool same)
    {
        await Ledger.AppendAsync(Entry(["7"], recorded, comparison), default);

        await using var index = await Ledger.OpenAsync(Customers, default);

        Assert.Equal(same, (await index.FindAsync(0, 0, KeyTuple.Of(asked), default)).Count == 1);
    }

    [Fact]
    public async Task Composite_keys_are_not_mixed_up()
    {
        await Ledger.AppendAsync(Entry([], "a@example.com") with { PrimaryKey = ["a", "b"], Keys = Keys(Tuple("ab", "c")) }, default);

        await using var index = await Ledger.OpenAsync(Customers, default);

        Assert.Single(await index.FindAsync(0, Tuple("ab", "c"), default));
        Assert.Empty(await index.FindAsync(0, Tuple("a", "bc"), default));
        Assert.Empty(await index.FindAsync(0, Tuple("c", "ab"), default));
    }

    [Fact]
    public async Task Writing_the_same_again_changes_nothing_and_counts_the_same()
    {
        var first = await Ledger.AppendAsync(Entry(["7", "8"], "anna@example.com"), default);
        var again = await Ledger.AppendAsync(Entry(["7", "8"], "anna@example.com"), default);

        await using var index = await Ledger.OpenAsync(Customers, default);

        Assert.Equal(new LedgerCount(2, 1), first);
        Assert.Equal(first, again);
        Assert.Single(index.Shapes);
        Assert.Single(await index.FindAsync(0, KeyTuple.Of("7"), default));
    }

    [Fact]
    public async Task Keys_of_a_second_search_in_the_same_round_join_those_recorded_before()
    {
        await Ledger.AppendAsync(Entry(["7"], "anna@example.com"), default);
        await Ledger.AppendAsync(Entry(["8"], "anna@example.com"), default);

        await using var index = await Ledger.OpenAsync(Customers, default);

        Assert.Equal(await index.FindAsync(0, KeyTuple.Of("7"), default), await index.FindAsync(0, KeyTuple.Of("8"), default));
    }

    [Fact]
    public async Task Two_requests_that_named_the_same_row_are_told_apart()
    {
        await Ledger.AppendAsync(Entry(["7"], "anna@example.com"), default);
        await Ledger.AppendAsync(Entry(["7"], "berta@example.com"), default);

        await using var index = await Ledger.OpenAsync(Customers, default);

        var entries = await index.FindAsync(0, KeyTuple.Of("7"), default);
        Assert.Equal(2, entries.Distinct().Count());
        Assert.Single(await index.FindAsync(0, 0, KeyTuple.Of("anna@example.com"), default));
    }

    [Fact]
    public async Task Shapes_come_back_as_they_were()
    {
        var source = new LedgerSource("portal", "person", ["id"]);
        var entry = Entry(["7"], "anna@example.com") with { Action = LedgerAction.Masked };
        entry = entry with { Searches = [.. entry.Searches, new LedgerSearch(new KeySet { Fields = ["person_id"], Keys = Keys(KeyTuple.Of("3")) }, null, source)] };
        await Ledger.AppendAsync(entry, default);

        await using var index = await Ledger.OpenAsync(Customers, default);

        var shape = Assert.Single(index.Shapes);
        Assert.Equal(LedgerAction.Masked, shape.Action);
        Assert.Equal(["id"], shape.PrimaryKey);
        Assert.Equal(("email", KeyComparison.Email, "email"), (shape.Searches[0].Fields[0], shape.Searches[0].Comparison, shape.Searches[0].Identity));
        Assert.Equal(["id"], shape.Searches[1].Source!.Fields);
        Assert.Single(await index.FindAsync(0, 1, KeyTuple.Of("3"), default));
    }

    [Fact]
    public async Task Collections_are_listed_once_each_in_order()
    {
        await Ledger.AppendAsync(Entry(["7"], "anna@example.com") with { Dataset = "portal" }, default);
        await Ledger.AppendAsync(Entry(["7"], "anna@example.com"), default);
        await Ledger.AppendAsync(Entry(["9"], "berta@example.com"), default);

        Assert.Equal([Customers, new LedgerCollection("portal", "customer")], await Ledger.ListAsync(default));
    }

    [Fact]
    public async Task The_same_key_in_another_collection_says_nothing()
    {
        await Ledger.AppendAsync(Entry(["7"], "anna@example.com"), default);
        await Ledger.AppendAsync(Entry(["8"], "berta@example.com") with { Dataset = "portal" }, default);

        await using var index = await Ledger.OpenAsync(new LedgerCollection("portal", "customer"), default);

        Assert.Empty(await index.FindAsync(0, KeyTuple.Of("7"), default));
        Assert.Empty(await index.FindAsync(0, 0, KeyTuple.Of("anna@example.com"), default));
    }

    [Fact]
    public async Task More_keys_than_fit_into_memory_at_once_are_all_found()
    {
        const int Count = 100_000;
        var count = await Ledger.AppendAsync(
            Entry([], "anna@example.com") with { Keys = Enumerable.Range(0, Count).Select(Numbered).ToAsyncEnumerable() }, default);

        await using var index = await Ledger.OpenAsync(Customers, default);

        Assert.Equal(new LedgerCount(Count, 1), count);
        foreach (var key in new[] { 0, 1, 8191, 8192, 50_000, Count - 1 }) Assert.Single(await index.FindAsync(0, Numbered(key), default));
        Assert.Empty(await index.FindAsync(0, Numbered(Count), default));

        static KeyTuple Numbered(int number) => KeyTuple.Of(number.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task What_is_older_than_the_oldest_backup_is_forgotten()
    {
        await Ledger.AppendAsync(Entry(["7"], "anna@example.com"), default);

        Assert.Equal(0, await Ledger.ForgetAsync(DateTimeOffset.UnixEpoch, default));
        Assert.Equal(1, await Ledger.ForgetAsync(DateTimeOffset.MaxValue, default));
        Assert.Empty(await Ledger.ListAsync(default));
    }

    protected static LedgerEntry Entry(string[] keys, string email, KeyComparison comparison = KeyComparison.Email) => new()
    {
        Request = RequestOf(email),
        Round = 1,
        Dataset = Customers.Dataset,
        Collection = Customers.Collection,
        Action = LedgerAction.Deleted,
        PrimaryKey = ["id"],
        Keys = Keys([.. keys.Select(KeyTuple.Of)]),
        Searches = [new LedgerSearch(new KeySet { Fields = ["email"], Comparison = comparison, Keys = Keys(KeyTuple.Of(email)) }, "email", Source: null)],
    };

    // One request for each person.
    private static RequestId RequestOf(string email) => RequestId.FromBytes(SHA256.HashData(Encoding.UTF8.GetBytes(email)).AsSpan(0, 16));

    private static IAsyncEnumerable<KeyTuple> Keys(params KeyTuple[] keys) => keys.ToAsyncEnumerable();

    private static KeyTuple Tuple(params string[] values) => new([.. values.Select(value => new KeyValue(value))]);
}
