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

        using var index = await Ledger.OpenAsync(default);
        var rows = RowsOf(index, Customers);

        var entry = Assert.Single(rows.FindRow(0, KeyTuple.Of("8")));
        Assert.Equal([entry], rows.FindSearch(0, 0, KeyTuple.Of("anna@example.com")));
        Assert.Empty(rows.FindRow(0, KeyTuple.Of("9")));
        Assert.Empty(rows.FindSearch(0, 0, KeyTuple.Of("berta@example.com")));
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

        using var index = await Ledger.OpenAsync(default);
        var rows = RowsOf(index, Customers);

        Assert.Equal(same, rows.FindSearch(0, 0, KeyTuple.Of(asked)).Count == 1);
    }

    [Fact]
    public async Task Composite_keys_are_not_mixed_up()
    {
        await Ledger.AppendAsync(Entry([], "a@example.com") with { PrimaryKey = ["a", "b"], Keys = Keys(Tuple("ab", "c")) }, default);

        using var index = await Ledger.OpenAsync(default);
        var rows = RowsOf(index, Customers);

        Assert.Single(rows.FindRow(0, Tuple("ab", "c")));
        Assert.Empty(rows.FindRow(0, Tuple("a", "bc")));
        Assert.Empty(rows.FindRow(0, Tuple("c", "ab")));
    }

    [Fact]
    public async Task Writing_the_same_again_changes_nothing_and_counts_the_same()
    {
        var first = await Ledger.AppendAsync(Entry(["7", "8"], "anna@example.com"), default);
        var again = await Ledger.AppendAsync(Entry(["7", "8"], "anna@example.com"), default);

        using var index = await Ledger.OpenAsync(default);
        var rows = RowsOf(index, Customers);

        Assert.Equal(new LedgerCount(2, 1), first);
        Assert.Equal(first, again);
        Assert.Single(rows.Shapes);
        Assert.Single(rows.FindRow(0, KeyTuple.Of("7")));
    }

    [Fact]
    public async Task Keys_of_a_second_search_in_the_same_round_join_those_recorded_before()
    {
        await Ledger.AppendAsync(Entry(["7"], "anna@example.com"), default);
        await Ledger.AppendAsync(Entry(["8"], "anna@example.com"), default);

        using var index = await Ledger.OpenAsync(default);
        var rows = RowsOf(index, Customers);

        Assert.Equal(rows.FindRow(0, KeyTuple.Of("7")), rows.FindRow(0, KeyTuple.Of("8")));
    }

    [Fact]
    public async Task Two_requests_that_named_the_same_row_are_told_apart()
    {
        await Ledger.AppendAsync(Entry(["7"], "anna@example.com"), default);
        await Ledger.AppendAsync(Entry(["7"], "berta@example.com"), default);

        using var index = await Ledger.OpenAsync(default);
        var rows = RowsOf(index, Customers);

        var entries = rows.FindRow(0, KeyTuple.Of("7"));
        Assert.Equal(2, entries.Distinct().Count());
        Assert.Single(rows.FindSearch(0, 0, KeyTuple.Of("anna@example.com")));
    }

    [Fact]
    public async Task Shapes_come_back_as_they_were()
    {
        var source = new LedgerSource("portal", "person", ["id"]);
        var entry = Entry(["7"], "anna@example.com") with { Action = LedgerAction.Masked };
        entry = entry with { Searches = [.. entry.Searches, new LedgerSearch(new KeySet { Fields = ["person_id"], Keys = Keys(KeyTuple.Of("3")) }, null, source)] };
        await Ledger.AppendAsync(entry, default);

        using var index = await Ledger.OpenAsync(default);
        var rows = RowsOf(index, Customers);

        var shape = Assert.Single(rows.Shapes);
        Assert.Equal(LedgerAction.Masked, shape.Action);
        Assert.Equal(["id"], shape.PrimaryKey);
        Assert.Equal(("email", KeyComparison.Email, "email"), (shape.Searches[0].Fields[0], shape.Searches[0].Comparison, shape.Searches[0].Identity));
        Assert.Equal(["id"], shape.Searches[1].Source!.Fields);
        Assert.Single(rows.FindSearch(0, 1, KeyTuple.Of("3")));
    }

    [Fact]
    public async Task Collections_are_listed_once_each_in_order()
    {
        await Ledger.AppendAsync(Entry(["7"], "anna@example.com") with { Dataset = "portal" }, default);
        await Ledger.AppendAsync(Entry(["7"], "anna@example.com"), default);
        await Ledger.AppendAsync(Entry(["9"], "berta@example.com"), default);

        using var index = await Ledger.OpenAsync(default);

        Assert.Equal([Customers, new LedgerCollection("portal", "customer")], index.Collections.Select(rows => rows.Collection));
    }

    [Fact]
    public async Task The_same_key_in_another_collection_says_nothing()
    {
        await Ledger.AppendAsync(Entry(["7"], "anna@example.com"), default);
        await Ledger.AppendAsync(Entry(["8"], "berta@example.com") with { Dataset = "portal" }, default);

        using var index = await Ledger.OpenAsync(default);
        var rows = RowsOf(index, new LedgerCollection("portal", "customer"));

        Assert.Empty(rows.FindRow(0, KeyTuple.Of("7")));
        Assert.Empty(rows.FindSearch(0, 0, KeyTuple.Of("anna@example.com")));
    }

    [Fact]
    public async Task A_key_that_somebody_else_holds_now_proves_nothing_any_more()
    {
        await Ledger.AppendAsync(Entry(["7"], "anna@example.com"), default);
        using (var index = await Ledger.OpenAsync(default))
        {
            var rows = RowsOf(index, Customers);
            rows.Dispute(0, 0, KeyTuple.Of("anna@example.com"));
            rows.Dispute(0, 0, KeyTuple.Of("anna@example.com"));

            Assert.Empty(rows.FindSearch(0, 0, KeyTuple.Of("anna@example.com")));
            Assert.Single(rows.FindRow(0, KeyTuple.Of("7")));
        }

        using var later = await Ledger.OpenAsync(default);
        Assert.Single(RowsOf(later, Customers).FindSearch(0, 0, KeyTuple.Of("anna@example.com")));
    }

    [Fact]
    public async Task More_keys_than_fit_into_memory_at_once_are_all_found()
    {
        const int Count = 100_000;
        var count = await Ledger.AppendAsync(
            Entry([], "anna@example.com") with { Keys = Enumerable.Range(0, Count).Select(Numbered).ToAsyncEnumerable() }, default);

        using var index = await Ledger.OpenAsync(default);
        var rows = RowsOf(index, Customers);

        Assert.Equal(new LedgerCount(Count, 1), count);
        foreach (var key in new[] { 0, 1, 8191, 8192, 50_000, Count - 1 }) Assert.Single(rows.FindRow(0, Numbered(key)));
        Assert.Empty(rows.FindRow(0, Numbered(Count)));

        static KeyTuple Numbered(int number) => KeyTuple.Of(number.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task What_is_older_than_the_oldest_backup_is_forgotten()
    {
        await Ledger.AppendAsync(Entry(["7"], "anna@example.com"), default);

        Assert.Equal(0, await Ledger.ForgetAsync(DateTimeOffset.UnixEpoch, default));
        Assert.Equal(1, await Ledger.ForgetAsync(DateTimeOffset.MaxValue, default));
        using var index = await Ledger.OpenAsync(default);
        Assert.Empty(index.Collections);
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

    private static ILedgerRows RowsOf(ILedgerIndex index, LedgerCollection collection) => index.Collections.Single(rows => rows.Collection == collection);

    // One request for each person.
    private static RequestId RequestOf(string email) => RequestId.FromBytes(SHA256.HashData(Encoding.UTF8.GetBytes(email)).AsSpan(0, 16));

    private static IAsyncEnumerable<KeyTuple> Keys(params KeyTuple[] keys) => keys.ToAsyncEnumerable();

    private static KeyTuple Tuple(params string[] values) => new([.. values.Select(value => new KeyValue(value))]);
}
