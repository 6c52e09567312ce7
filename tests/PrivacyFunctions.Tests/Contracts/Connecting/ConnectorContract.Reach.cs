using PrivacyFunctions.Connecting;
using static PrivacyFunctions.Tests.Contracts.Connecting.Changing;
using static PrivacyFunctions.Tests.Contracts.Connecting.Reading;

namespace PrivacyFunctions.Tests.Contracts.Connecting;

public abstract partial class ConnectorContract
{
    [Theory]
    [InlineData("CASCADE")]
    [InlineData("SET NULL")]
    [InlineData("SET DEFAULT")]
    public async Task An_action_that_would_reach_a_table_that_is_not_allowed_is_refused_even_where_no_row_refers(string action)
    {
        await OrdersAsync($"ON DELETE {action}");
        await Database.ExecuteAsync("DELETE FROM purchase");
        var failure = await FailsAsync(ConnectorFailureKind.ReachesOthers, () => System.ChangeAsync(Delete("customer", "1"), default));
        Assert.Equal("purchase", failure.Subject);
        Assert.Equal("1 2", await Database.TableAsync("SELECT id FROM customer"));
    }

    [Fact]
    public async Task A_cascade_may_take_as_many_rows_along_as_were_planned()
    {
        await OrdersAsync("ON DELETE CASCADE");
        var change = Delete("customer", "1") with { MayReach = [new ReachableTable("purchase", 1)] };
        await FailsAsync(ConnectorFailureKind.RowsDiffer, () => System.ChangeAsync(change, default));
        Assert.Equal("1|1 2|1 3|2", await Database.TableAsync("SELECT id, customer FROM purchase"));
        var result = await System.ChangeAsync(change with { MayReach = [new ReachableTable("purchase", 2)] }, default);
        Assert.Equal([new AlsoChanged("purchase", 2, 0)], result.Others);
        Assert.Equal("3|2", await Database.TableAsync("SELECT id, customer FROM purchase"));
    }

    [Fact]
    public async Task A_reference_set_to_null_is_reported()
    {
        await OrdersAsync("ON DELETE SET NULL");
        var result = await System.ChangeAsync(Delete("customer", "1") with { MayReach = [new ReachableTable("purchase")] }, default);
        Assert.Equal([new AlsoChanged("purchase", 0, 2)], result.Others);
        Assert.Equal("1|- 2|- 3|2", await Database.TableAsync("SELECT id, customer FROM purchase"));
    }

    [Fact]
    public async Task A_cascade_through_a_second_table_is_seen()
    {
        await OrdersAsync("ON DELETE CASCADE");
        await Database.ExecuteAsync("CREATE TABLE line (id INTEGER PRIMARY KEY, purchase INTEGER REFERENCES purchase (id) ON DELETE CASCADE); INSERT INTO line VALUES (1, 1)");
        var change = Delete("customer", "1") with { MayReach = [new ReachableTable("purchase", 9)] };
        var failure = await FailsAsync(ConnectorFailureKind.ReachesOthers, () => System.ChangeAsync(change, default));
        Assert.Equal("line", failure.Subject);
    }

    [Fact]
    public async Task A_row_that_others_refer_to_refuses_its_deletion_or_is_masked_instead()
    {
        await OrdersAsync("");
        await Database.ExecuteAsync("INSERT INTO customer VALUES (3, 'cleo')");
        await FailsAsync(ConnectorFailureKind.Refused, () => System.ChangeAsync(Delete("customer", "1", "3"), default));
        Assert.Equal("1 2 3", await Database.TableAsync("SELECT id FROM customer"));
        var result = await System.ChangeAsync(Delete("customer", "1", "3") with { Instead = Masking(Text("gone", "name")) }, default);
        Assert.Equal((2, 1, 1), (result.Matched, result.Deleted, result.Masked));
        Assert.Equal("1|gone 2|bob", await Database.TableAsync("SELECT id, name FROM customer"));
    }

    [Fact]
    public async Task A_cascading_key_that_protects_keeps_the_row_and_all_that_refer_to_it()
    {
        await OrdersAsync("ON DELETE CASCADE");
        await Database.ExecuteAsync("INSERT INTO customer VALUES (3, 'cleo')");
        var key = (await System.DescribeAsync(default)).Find("purchase")!.ForeignKeys.Single();
        var change = Delete("customer", "1", "3") with
        {
            MayReach = [new ReachableTable("purchase", 2)],
            Instead = Masking(Text("gone", "name")),
            Protecting = [new KeptReferrer("purchase", key.Name, key.Columns, key.ReferencedColumns)],
        };
        var result = await System.ChangeAsync(change, default);
        Assert.Equal((2, 1, 1), (result.Matched, result.Deleted, result.Masked));
        Assert.Equal("1|gone 2|bob", await Database.TableAsync("SELECT id, name FROM customer"));
        Assert.Equal("1|1 2|1 3|2", await Database.TableAsync("SELECT id, customer FROM purchase"));
    }

    [Fact]
    public async Task Rows_of_one_table_that_refer_to_each_other_go_together_unless_one_that_stays_holds_them()
    {
        await Database.ExecuteAsync("""
            CREATE TABLE reply (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES reply (id), body TEXT);
            INSERT INTO reply VALUES (1, NULL, 'a'), (2, 1, 'b'), (3, 2, 'c'), (4, NULL, 'd'), (5, 4, 'e'), (6, 5, 'others')
            """);
        var change = Delete("reply", "1", "2", "3", "4", "5") with { Instead = Masking(Null("body")), ChunkRows = 2 };
        var result = await System.ChangeAsync(change, default);
        Assert.Equal((5, 3, 2), (result.Matched, result.Deleted, result.Masked));
        Assert.Equal("4|- 5|- 6|others", await Database.TableAsync("SELECT id, body FROM reply"));
    }

    [Fact]
    public async Task A_cascade_within_the_table_takes_no_row_that_was_not_planned()
    {
        await Database.ExecuteAsync("""
            CREATE TABLE reply (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES reply (id) ON DELETE CASCADE);
            INSERT INTO reply VALUES (1, NULL), (2, 1), (3, NULL), (4, 3)
            """);
        Assert.Equal(2, (await System.ChangeAsync(Delete("reply", "1", "2") with { ChunkRows = 1 }, default)).Deleted);
        await FailsAsync(ConnectorFailureKind.RowsDiffer, () => System.ChangeAsync(Delete("reply", "3"), default));
        Assert.Equal("3 4", await Database.TableAsync("SELECT id FROM reply"));
    }

    [Fact]
    public async Task A_trigger_that_deletes_more_is_rolled_back()
    {
        await PeopleAsync();
        await Database.ExecuteAsync("CREATE TABLE audit (person INTEGER); CREATE TABLE ledger (person INTEGER); INSERT INTO ledger VALUES (1), (1), (2)");
        await Database.TriggerAsync("AFTER DELETE", "person", "INSERT INTO audit VALUES (OLD.id);");
        Assert.Equal(1, (await System.ChangeAsync(Delete("person", "4"), default)).Deleted);
        Assert.Equal("4", await Database.TableAsync("SELECT person FROM audit"));

        await Database.TriggerAsync("AFTER DELETE", "person", "DELETE FROM ledger WHERE person = OLD.id;");
        var failure = await FailsAsync(ConnectorFailureKind.ReachesOthers, () => System.ChangeAsync(Delete("person", "1"), default));
        Assert.Equal("ledger", failure.Subject);
        await FailsAsync(ConnectorFailureKind.RowsDiffer, () => System.ChangeAsync(Delete("person", "1") with { MayReach = [new ReachableTable("ledger", 1)] }, default));
        Assert.Equal("1 1 2", await Database.TableAsync("SELECT person FROM ledger"));
        Assert.Equal("1 2 3 5", await Database.TableAsync("SELECT id FROM person"));
        var result = await System.ChangeAsync(Delete("person", "1") with { MayReach = [new ReachableTable("ledger", 2)] }, default);
        Assert.Equal([new AlsoChanged("ledger", 2, 0)], result.Others);
    }

    [Fact]
    public async Task A_trigger_that_deletes_other_rows_of_the_same_table_is_rolled_back()
    {
        await PeopleAsync();
        await Database.TriggerAsync("AFTER DELETE", "person", "DELETE FROM person WHERE company = OLD.company;");
        await FailsAsync(ConnectorFailureKind.RowsDiffer, () => System.ChangeAsync(Delete("person", "1"), default));
        Assert.Equal("5", await Database.TableAsync("SELECT count(*) FROM person"));
    }

    [Fact]
    public async Task A_trigger_that_changes_what_must_stay_is_rolled_back()
    {
        await PeopleAsync();
        await Database.ExecuteAsync("CREATE TABLE company (id INTEGER PRIMARY KEY, people INTEGER); INSERT INTO company VALUES (7, 2)");
        await Database.TriggerAsync("AFTER DELETE", "person", "UPDATE company SET people = people - 1 WHERE id = OLD.company;");
        await FailsAsync(ConnectorFailureKind.ReachesOthers, () => System.ChangeAsync(Delete("person", "1"), default));
        Assert.Equal("7|2", await Database.TableAsync("SELECT * FROM company"));
        Assert.Equal("5", await Database.TableAsync("SELECT count(*) FROM person"));
    }

    [Fact]
    public async Task A_trigger_that_refuses_is_a_refusal_without_its_words()
    {
        await PeopleAsync();
        await Database.TriggerAsync("BEFORE DELETE", "person", Database.Raise);
        var failure = await FailsAsync(ConnectorFailureKind.Refused, () => System.ChangeAsync(Delete("person", "1"), default));
        Assert.False(failure.Transient);
        Assert.Equal("5", await Database.TableAsync("SELECT count(*) FROM person"));
    }

    [Fact]
    public async Task A_masked_value_that_others_refer_to_by_an_updating_key_is_refused()
    {
        await Database.ExecuteAsync("""
            CREATE TABLE person (id INTEGER PRIMARY KEY, email VARCHAR(80) UNIQUE);
            CREATE TABLE note (id INTEGER PRIMARY KEY, email VARCHAR(80) REFERENCES person (email) ON UPDATE CASCADE);
            INSERT INTO person VALUES (1, 'ann@example.com'); INSERT INTO note VALUES (1, 'ann@example.com')
            """);
        var change = Mask(ById("person", "1"), Text("gone", "email"));
        var failure = await FailsAsync(ConnectorFailureKind.ReachesOthers, () => System.ChangeAsync(change, default));
        Assert.Equal("note", failure.Subject);
        var result = await System.ChangeAsync(change with { MayReach = [new ReachableTable("note")] }, default);
        Assert.Equal([new AlsoChanged("note", 0, 1)], result.Others);
        Assert.Equal("1|gone", await Database.TableAsync("SELECT * FROM note"));
    }

    private Task OrdersAsync(string action) => Database.ExecuteAsync($"""
        CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT);
        CREATE TABLE purchase (id INTEGER PRIMARY KEY, customer INTEGER DEFAULT 2 REFERENCES customer (id) {action});
        INSERT INTO customer VALUES (1, 'ann'), (2, 'bob');
        INSERT INTO purchase VALUES (1, 1), (2, 1), (3, 2)
        """);
}
