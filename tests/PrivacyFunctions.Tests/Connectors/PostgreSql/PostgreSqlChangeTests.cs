using Npgsql;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Tests.Contracts.Connecting;
using static PrivacyFunctions.Tests.Contracts.Connecting.Changing;
using static PrivacyFunctions.Tests.Contracts.Connecting.Reading;

namespace PrivacyFunctions.Tests.Connectors.PostgreSql;

public sealed class PostgreSqlChangeTests : IAsyncLifetime
{
    private PostgreSqlTestSystem _database = null!;
    private IConnectedSystem _system = null!;

    public async Task InitializeAsync()
    {
        _database = await PostgreSqlTestSystem.CreateAsync();
        _system = _database.Connect();
    }

    public async Task DisposeAsync()
    {
        await _system.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Partitioned_tables_change_across_their_partitions()
    {
        await _database.ExecuteAsync("""
            CREATE TABLE event (id INTEGER, year INTEGER, email TEXT, PRIMARY KEY (id, year)) PARTITION BY LIST (year);
            CREATE TABLE event_1 PARTITION OF event FOR VALUES IN (1); CREATE TABLE event_2 PARTITION OF event FOR VALUES IN (2);
            INSERT INTO event SELECT i, 1 + i % 2, 'ann@example.com' FROM generate_series(1, 10) i;
            CREATE TABLE log (id INTEGER); CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO log VALUES (OLD.id); RETURN NULL; END';
            CREATE TRIGGER noted AFTER DELETE ON event FOR EACH ROW EXECUTE FUNCTION note()
            """);
        var one = Delete(Rows("event", Keys(["id", "year"], KeyComparison.Exact, Tuple("1", "2"), Tuple("2", "2"), Tuple("2", "1"))));
        Assert.Equal(2, (await _system.ChangeAsync(one, default)).Deleted);
        var masked = await _system.ChangeAsync(Mask(Rows("event", Keys("id", "3", "4")), new ValueMask(["email"], new MaskMethod.Hmac(DigestKind.Sha256))), default);
        Assert.Equal((2, ""), (masked.Masked, masked.Codes()));
        var search = Delete(Rows("event", Keys("email", KeyComparison.Email, "ann@EXAMPLE.com"))) with { ChunkRows = 4 };
        Assert.Equal(6, (await _system.ChangeAsync(search, default)).Deleted);
        Assert.Equal("3 4", await _database.TableAsync("SELECT id FROM event"));
        Assert.Equal("8", await _database.TableAsync("SELECT count(*) FROM log"));
    }

    [Fact]
    public async Task A_row_that_a_policy_keeps_from_us_rolls_the_deletion_back()
    {
        await _database.ExecuteAsync($"""
            DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'eraser') THEN CREATE ROLE eraser LOGIN; END IF; END $$;
            CREATE TABLE person (id INTEGER PRIMARY KEY, email TEXT); INSERT INTO person VALUES (1, 'a'), (2, 'b'), (3, 'c');
            ALTER TABLE person ENABLE ROW LEVEL SECURITY;
            CREATE POLICY seen ON person FOR SELECT USING (id < 3); CREATE POLICY gone ON person FOR DELETE USING (id = 1); CREATE POLICY changed ON person FOR UPDATE USING (id = 1);
            GRANT USAGE ON SCHEMA {_database.Schema} TO eraser; GRANT SELECT, UPDATE, DELETE ON person TO eraser
            """);
        var settings = new Dictionary<string, string> { ["connection_string"] = _database.ConnectionString, ["write_connection_string"] = _database.ConnectionString.Replace("Username=postgres", "Username=eraser", StringComparison.Ordinal) };
        await using var system = _database.Connector.Connect(_database.Connection() with { Settings = settings });
        await FailsAsync(ConnectorFailureKind.RowsDiffer, () => system.ChangeAsync(Delete("person", "1", "2"), default));
        await FailsAsync(ConnectorFailureKind.RowsDiffer, () => system.ChangeAsync(Mask(ById("person", "1", "2"), Null("email")), default));
        Assert.Equal("1|a 2|b 3|c", await _database.TableAsync("SELECT * FROM person"));
        Assert.Equal(1, (await system.ChangeAsync(Delete("person", "1", "3"), default)).Deleted);
    }

    [Fact]
    public async Task A_role_without_the_right_is_denied()
    {
        await _database.ExecuteAsync($"""
            DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'reader') THEN CREATE ROLE reader LOGIN; END IF; END $$;
            CREATE TABLE person (id INTEGER PRIMARY KEY, email TEXT); INSERT INTO person VALUES (1, 'ann@example.com');
            GRANT USAGE ON SCHEMA {_database.Schema} TO reader; GRANT SELECT ON person TO reader
            """);
        var settings = new Dictionary<string, string> { ["connection_string"] = _database.ConnectionString.Replace("Username=postgres", "Username=reader", StringComparison.Ordinal) };
        await using var system = _database.Connector.Connect(_database.Connection() with { Settings = settings });
        Assert.Equal(1, await system.CountAsync(ById("person", "1"), default));
        await FailsAsync(ConnectorFailureKind.Denied, () => system.ChangeAsync(Delete("person", "1"), default));
        await FailsAsync(ConnectorFailureKind.Denied, () => system.ChangeAsync(Mask(ById("person", "1"), Null("email")), default));
    }

    [Fact]
    public async Task A_deferred_constraint_answers_before_the_commit()
    {
        await _database.ExecuteAsync("""
            CREATE TABLE customer (id INTEGER PRIMARY KEY, login TEXT UNIQUE DEFERRABLE INITIALLY DEFERRED);
            CREATE TABLE purchase (id INTEGER PRIMARY KEY, customer INTEGER REFERENCES customer DEFERRABLE INITIALLY DEFERRED);
            INSERT INTO customer VALUES (1, 'a'), (2, 'gone'); INSERT INTO purchase VALUES (1, 1)
            """);
        await FailsAsync(ConnectorFailureKind.Refused, () => _system.ChangeAsync(Delete("customer", "1"), default));
        Assert.Equal("login:unique:1", (await _system.ChangeAsync(Mask(ById("customer", "1"), Text("gone", "login")), default)).Codes());
        Assert.Equal("1|a 2|gone", await _database.TableAsync("SELECT * FROM customer"));
    }

    [Fact]
    public async Task A_lock_that_lasts_is_busy_and_a_statement_that_lasts_times_out()
    {
        await _database.ExecuteAsync("""
            CREATE TABLE person (id INTEGER PRIMARY KEY); INSERT INTO person VALUES (1), (2);
            CREATE FUNCTION nap() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN IF OLD.id = 2 THEN PERFORM pg_sleep(60); END IF; RETURN OLD; END';
            CREATE TRIGGER naps BEFORE DELETE ON person FOR EACH ROW EXECUTE FUNCTION nap()
            """);
        // The catalogue is read under the same limit.
        await using var system = _database.Connect(new ConnectionLimits { Timeout = TimeSpan.FromSeconds(2) });
        await using var source = NpgsqlDataSource.Create(_database.ConnectionString);
        await using (var other = await source.OpenConnectionAsync())
        {
            await using var held = await other.BeginTransactionAsync();
            await using var locks = new NpgsqlCommand("SELECT * FROM person WHERE id = 1 FOR UPDATE", other, held);
            await locks.ExecuteNonQueryAsync();
            Assert.True((await FailsAsync(ConnectorFailureKind.Busy, () => system.ChangeAsync(Delete("person", "1"), default))).Transient);
        }

        Assert.True((await FailsAsync(ConnectorFailureKind.Timeout, () => system.ChangeAsync(Delete("person", "2"), default))).Transient);
        Assert.Equal("1 2", await _database.TableAsync("SELECT id FROM person"));
    }

    [Theory]
    [InlineData("53100", ConnectorFailureKind.Full, true)]
    [InlineData("25006", ConnectorFailureKind.ReadOnly, true)]
    [InlineData("40001", ConnectorFailureKind.Busy, true)]
    [InlineData("40P01", ConnectorFailureKind.Busy, true)]
    [InlineData("P0001", ConnectorFailureKind.Refused, false)]
    public async Task What_stops_a_change_half_way_is_typed_and_says_what_was_committed(string state, ConnectorFailureKind kind, bool transient)
    {
        await _database.ExecuteAsync($"""
            CREATE TABLE many (id INTEGER PRIMARY KEY); INSERT INTO many SELECT generate_series(1, 300);
            CREATE FUNCTION stop() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.id = 250 THEN RAISE EXCEPTION 'ann@example.com' USING ERRCODE = '{state}'; END IF; RETURN OLD; END $$;
            CREATE TRIGGER stops BEFORE DELETE ON many FOR EACH ROW EXECUTE FUNCTION stop()
            """);
        var change = Delete("many", [.. Enumerable.Range(1, 300).Select(id => $"{id}")]) with { ChunkRows = 100 };
        var failure = await FailsAsync(kind, () => _system.ChangeAsync(change, default));
        Assert.Equal((transient, 200L), (failure.Transient, failure.Committed!.Deleted));
        Assert.Equal("100", await _database.TableAsync("SELECT count(*) FROM many"));
    }

    [Fact]
    public async Task A_server_that_goes_away_half_way_is_unreachable_and_the_rest_follows_later()
    {
        await using var database = await PostgreSqlTestSystem.CreateAsync("TEMPLATE template0");
        await database.ExecuteAsync("CREATE TABLE many (id INTEGER PRIMARY KEY); INSERT INTO many SELECT generate_series(1, 300)");
        var lost = false;
        async IAsyncEnumerable<KeyTuple> Keys()
        {
            for (var id = 1; id <= 300; id++)
            {
                if (id == 250 && !lost) await database.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'PrivacyFunctions' AND datname = current_database()");
                lost |= id == 250;
                yield return KeyTuple.Of($"{id}");
            }
        }

        await using var system = database.Connect();
        var change = Delete(Rows("many", new KeySet { Fields = ["id"], Keys = Keys() })) with { ChunkRows = 100 };
        var failure = await FailsAsync(ConnectorFailureKind.Unreachable, () => system.ChangeAsync(change, default));
        Assert.Equal((true, 200L), (failure.Transient, failure.Committed!.Deleted));
        Assert.Equal(100, (await system.ChangeAsync(change, default)).Deleted);
    }

    [Fact]
    public async Task A_value_too_long_for_its_column_is_reported_and_never_cut()
    {
        await _database.ExecuteAsync("""
            CREATE TYPE mood AS ENUM ('happy'); CREATE DOMAIN short AS TEXT CHECK (length(VALUE) < 10);
            CREATE TABLE person (id INTEGER PRIMARY KEY, code VARCHAR(10), pad CHAR(5), tags VARCHAR(5)[], feeling mood, brief short, note TEXT);
            INSERT INTO person VALUES (1, 'c', 'p', '{a,b}', 'happy', 'b', 'n')
            """);
        var change = Mask(
            ById("person", "1"), Text("0123456789x", "code"), new ValueMask(["pad"], new MaskMethod.Encrypt()), Text("123456", "tags"), Text("sad", "feeling"), new ValueMask(["brief"], new MaskMethod.Hash(DigestKind.Sha256)), Null("note"));
        Assert.Equal("brief:check:1 code:too-long:1 feeling:type:1 pad:too-long:1 tags:too-long:1", (await _system.ChangeAsync(change, default)).Codes());
        Assert.Equal("1|c|p    |[a,b]|b|-", await _database.TableAsync("SELECT id, code, pad, tags, brief, note FROM person"));
    }

    [Fact]
    public async Task Arrays_are_masked_element_by_element()
    {
        await _database.ExecuteAsync("""
            CREATE TABLE team (id INTEGER PRIMARY KEY, mails TEXT[], numbers INTEGER[] NOT NULL, grid TEXT[]);
            INSERT INTO team VALUES (1, '{ann@example.com,bob@example.com,NULL,"a\"b\\c,"}', '{1,2,3}', '{{a,b},{c,d}}'), (2, NULL, '{}', '{}')
            """);
        bool IsOurs(KeyTuple key) => key.Values[0].Text is "ann@example.com" or "2";
        var change = Mask(ById("team", "1", "2"), Text("gone", "mails"), Null("numbers"), Text("x", "grid"));
        change = change with { Masking = change.Masking with { Elements = [new ElementKeys([new(["mails"], 1)], IsOurs), new ElementKeys([new(["numbers"], 1)], IsOurs)] } };
        Assert.Equal("", (await _system.ChangeAsync(change, default)).Codes());
        Assert.Equal("""1|{gone,bob@example.com,NULL,"a\"b\\c,"}|{1,NULL,3}|{{x,x},{x,x}} 2|-|{}|{}""", await _database.TableAsync("SELECT id, mails::text, numbers::text, grid::text FROM team"));
    }

    [Fact]
    public async Task A_key_of_several_parts_matches_one_array_with_what_stands_outside_and_never_two_arrays()
    {
        await _database.ExecuteAsync("""
            CREATE TABLE basket (id INTEGER PRIMARY KEY, shop INTEGER, numbers INTEGER[], codes TEXT[], made BYTEA);
            INSERT INTO basket VALUES (1, 7, '{41,43}', '{a,b}', '\x01'), (2, 8, '{41}', '{a}', '\x02'), (3, 8, '{43}', '{b,c}', '\x01'), (4, NULL, '{42}', NULL, NULL), (5, 7, '{{40},{42}}', '{c}', '\x03')
            """);
        KeyTuple[] keys = [Tuple("7", "41"), Tuple("7", "42"), Tuple("8", "43")];
        KeyTuple[] many = [.. keys, .. Enumerable.Range(0, 5000).Select(number => Tuple("9", $"{number}"))];
        var own = Rows("basket", Keys(["shop", "numbers"], KeyComparison.Exact, keys));
        Assert.Equal(3, await _system.CountAsync(own, default));
        Assert.Equal("1 3 5", await _system.FirstsAsync(Query("basket", ["id"], Keys(["shop", "numbers"], KeyComparison.Exact, many))));
        // Of two arrays that both hold several values nobody can tell which belong together.
        var both = Keys(["numbers", "codes"], KeyComparison.Exact, Tuple("41", "a"), Tuple("43", "b"), Tuple("43", "c"), Tuple("42", "c"));
        Assert.Equal("2 3 5", await _system.FirstsAsync(Query("basket", ["id"], both)));
        Assert.Equal(3, await _system.CountAsync(Rows("basket", both), default));

        var change = Mask(own, Null("numbers")) with { MostRows = 3 };
        Assert.Equal("", (await _system.ChangeAsync(change with { Masking = change.Masking with { Elements = [new ElementKeys([new(["shop"], 0), new(["numbers"], 1)], key => keys.Contains(key))] } }, default)).Codes());
        Assert.Equal("1|{NULL,43} 2|{41} 3|{NULL} 4|{42} 5|{{40},{NULL}}", await _database.TableAsync("SELECT id, numbers::text FROM basket"));

        change = Mask(ById("basket", "1", "2", "3", "5"), Text("gone", "codes"));
        bool IsMade(KeyTuple key) => (key.Values[0].Text, key.Values[1].Text) is ("AQ==", "b");
        Assert.Equal("", (await _system.ChangeAsync(change with { Masking = change.Masking with { Elements = [new ElementKeys([new(["made"], 0), new(["codes"], 1)], IsMade)] } }, default)).Codes());
        Assert.Equal("1|{a,gone} 2|{a} 3|{gone,c} 4|- 5|{c}", await _database.TableAsync("SELECT id, codes::text FROM basket"));
    }

    [Fact]
    public async Task Rows_that_hold_the_parts_of_a_key_in_different_elements_stay_on_the_server()
    {
        await _database.ExecuteAsync("""
            CREATE TABLE basket (id INTEGER PRIMARY KEY, body JSONB);
            INSERT INTO basket SELECT n, (CASE WHEN n = 7 THEN '[{"shop": 1, "number": 5}]' ELSE '[{"shop": 1, "number": 6}, {"shop": 2, "number": 5}]' END)::jsonb FROM generate_series(1, 2000) AS n
            """);
        var query = Query("basket", ["id"], Keys(["body.shop", "body.number"], KeyComparison.Exact, Tuple("1", "5")));
        var statement = _system.Explain(query, await _system.DescribeAsync(default));
        Assert.Contains("jsonb_path_query(d0.v", statement, StringComparison.Ordinal);
        Assert.Equal("7", await _system.FirstsAsync(query));
    }

    [Fact]
    public async Task Rows_seen_through_a_view_go_from_its_table()
    {
        await _database.ExecuteAsync("CREATE TABLE base (id INTEGER PRIMARY KEY, kind TEXT); INSERT INTO base VALUES (1, 'a'), (2, 'a'), (3, 'b'); CREATE VIEW shown AS SELECT * FROM base WHERE kind = 'a'");
        Assert.Equal(1, (await _system.ChangeAsync(Delete("shown", "1", "3"), default)).Deleted);
        Assert.Equal("2 3", await _database.TableAsync("SELECT id FROM base"));
        await FailsAsync(ConnectorFailureKind.Refused, () => _system.ChangeAsync(Mask(ById("shown", "2"), Null("kind")), default));
    }

    [Fact]
    public async Task A_rule_that_does_something_else_is_noticed()
    {
        await _database.ExecuteAsync("CREATE TABLE person (id INTEGER PRIMARY KEY); INSERT INTO person VALUES (1); CREATE RULE never AS ON DELETE TO person DO INSTEAD NOTHING");
        await FailsAsync(ConnectorFailureKind.RowsDiffer, () => _system.ChangeAsync(Delete("person", "1"), default));
        Assert.Equal("1", await _database.TableAsync("SELECT id FROM person"));
    }

    [Fact]
    public async Task A_trigger_that_keeps_a_row_is_noticed()
    {
        await _database.ExecuteAsync("""
            CREATE TABLE person (id INTEGER PRIMARY KEY, email TEXT); INSERT INTO person VALUES (1, 'x'), (2, 'y');
            CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN IF OLD.id = 2 THEN RETURN NULL; END IF; IF TG_OP = ''DELETE'' THEN RETURN OLD; END IF; RETURN NEW; END';
            CREATE TRIGGER keeps BEFORE DELETE OR UPDATE ON person FOR EACH ROW EXECUTE FUNCTION keep()
            """);
        await FailsAsync(ConnectorFailureKind.RowsDiffer, () => _system.ChangeAsync(Delete("person", "1", "2"), default));
        await FailsAsync(ConnectorFailureKind.RowsDiffer, () => _system.ChangeAsync(Mask(ById("person", "1", "2"), Null("email")), default));
        Assert.Equal("1|x 2|y", await _database.TableAsync("SELECT * FROM person"));
    }

    [Theory]
    [InlineData("CREATE TABLE child (id INTEGER PRIMARY KEY REFERENCES person ON DELETE CASCADE); INSERT INTO child VALUES (1)", ConnectorFailureKind.ReachesOthers)]
    [InlineData("CREATE RULE never AS ON DELETE TO person DO INSTEAD NOTHING", ConnectorFailureKind.RowsDiffer)]
    [InlineData("CREATE TABLE child () INHERITS (person); INSERT INTO child VALUES (1)", ConnectorFailureKind.RowsDiffer)]
    [InlineData("""
        CREATE TABLE other (id INTEGER); INSERT INTO other VALUES (1);
        CREATE FUNCTION clear() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN DELETE FROM other; RETURN NULL; END';
        CREATE TRIGGER clears AFTER DELETE ON person FOR EACH STATEMENT EXECUTE FUNCTION clear()
        """, ConnectorFailureKind.ReachesOthers)]
    public async Task What_a_table_came_to_lead_to_after_it_was_described_is_noticed(string addition, ConnectorFailureKind kind)
    {
        await _database.ExecuteAsync("CREATE TABLE person (id INTEGER PRIMARY KEY); INSERT INTO person VALUES (1), (2)");
        Assert.Equal(SideEffects.None, (await _system.DescribeAsync(default)).Find("person")!.SideEffects);
        await _database.ExecuteAsync(addition);
        await FailsAsync(kind, () => _system.ChangeAsync(Delete("person", "1") with { MostRows = 1 }, default));
        await FailsAsync(kind, () => _system.ChangeAsync(Delete(Rows("person", Keys("id", KeyComparison.Exact, "1"))) with { MostRows = 1 }, default));
        Assert.Equal("1 2", await _database.TableAsync("SELECT id FROM ONLY person ORDER BY id"));
        if (addition.Contains("other", StringComparison.Ordinal)) Assert.Equal("1", await _database.TableAsync("SELECT id FROM other"));
    }

    [Fact]
    public async Task A_foreign_key_that_refuses_still_refuses_and_a_trigger_that_comes_beside_it_is_noticed()
    {
        await _database.ExecuteAsync("""
            CREATE TABLE person (id INTEGER PRIMARY KEY); CREATE TABLE bill (person INTEGER REFERENCES person, id INTEGER PRIMARY KEY);
            INSERT INTO person VALUES (1), (2); INSERT INTO bill VALUES (1, 1);
            CREATE TABLE log (id INTEGER); INSERT INTO log VALUES (1)
            """);
        var catalogue = await _system.DescribeAsync(default);
        Assert.Equal((SideEffects.Refusal, SideEffects.Refusal, SideEffects.None), (catalogue.Find("person")!.SideEffects, catalogue.Find("bill")!.SideEffects, catalogue.Find("log")!.SideEffects));
        await FailsAsync(ConnectorFailureKind.Refused, () => _system.ChangeAsync(Delete("person", "1"), default));
        Assert.Equal(1, (await _system.ChangeAsync(Delete("person", "2"), default)).Deleted);
        await _database.ExecuteAsync("""
            CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN DELETE FROM log; RETURN NULL; END';
            CREATE TRIGGER forgets AFTER DELETE ON bill FOR EACH STATEMENT EXECUTE FUNCTION forget()
            """);
        await FailsAsync(ConnectorFailureKind.ReachesOthers, () => _system.ChangeAsync(Delete("bill", "1"), default));
        Assert.Equal("1|1 1", await _database.TableAsync("SELECT bill.id, log.id || ' ' || person.id FROM bill, log, person"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(50_000)]
    public async Task A_row_more_than_planned_takes_nothing_of_its_chunk(int chunk)
    {
        await _database.ExecuteAsync("CREATE TABLE note (id INTEGER PRIMARY KEY, email TEXT); INSERT INTO note SELECT i, 'a' FROM generate_series(1, 5) i");
        var change = Delete(Rows("note", Keys("email", KeyComparison.Exact, "a"))) with { ChunkRows = chunk };
        var failure = await FailsAsync(ConnectorFailureKind.RowsDiffer, () => _system.ChangeAsync(change with { MostRows = 4 }, default));
        var gone = failure.Committed!.Deleted;
        Assert.Equal((4 - 1) / chunk * chunk, gone);
        Assert.Equal($"{5 - gone}", await _database.TableAsync("SELECT count(*) FROM note"));
        Assert.Equal(5 - gone, (await _system.ChangeAsync(change with { MostRows = 5 - gone }, default)).Deleted);
    }
}
