using PrivacyFunctions.Connecting;
using PrivacyFunctions.Tests.Contracts.Connecting;
using static PrivacyFunctions.Tests.Contracts.Connecting.Reading;

namespace PrivacyFunctions.Tests.Connectors.PostgreSql;

public sealed class PostgreSqlFailureTests : IAsyncLifetime
{
    private PostgreSqlTestSystem _database = null!;

    public async Task InitializeAsync() => _database = await PostgreSqlTestSystem.CreateAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Username=x;Database=x;Timeout=5", ConnectorFailureKind.Unreachable)]
    [InlineData("Host=/nowhere;Username=x;Database=x;Timeout=5", ConnectorFailureKind.Unreachable)]
    public async Task A_server_that_is_not_there_is_unreachable(string connectionString, ConnectorFailureKind expected)
    {
        var failure = await FailureOfAsync(connectionString);
        Assert.Equal(expected, failure.Kind);
        Assert.True(failure.Transient);
        Assert.Null(failure.InnerException);
    }

    [Fact]
    public async Task Refused_credentials_are_denied()
    {
        await _database.ExecuteAsync("DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'locked') THEN CREATE ROLE locked NOLOGIN; END IF; END $$");
        var failure = await FailureOfAsync(_database.ConnectionString.Replace("Username=postgres", "Username=locked"));
        Assert.Equal(ConnectorFailureKind.Denied, failure.Kind);
        Assert.False(failure.Transient);
    }

    [Theory]
    [InlineData("this is no connection string")]
    [InlineData("Host=x;Port=many")]
    [InlineData("Database=x")]
    [InlineData("Hast=x")]
    public async Task A_connection_string_that_cannot_be_understood_is_an_invalid_setting(string text)
    {
        await Task.Yield();
        var settings = new Dictionary<string, string> { ["connection_string"] = text };
        var failure = Assert.Throws<ConnectorFailure>(() => _database.Connector.Connect(_database.Connection() with { Settings = settings }));
        Assert.Equal((ConnectorFailureKind.InvalidSetting, "connection_string"), (failure.Kind, failure.Subject));
        Assert.DoesNotContain(text, failure.ToString());
    }

    [Fact]
    public async Task What_the_driver_finds_wrong_with_a_connection_string_while_it_connects_is_an_invalid_setting()
    {
        var failure = await FailureOfAsync(_database.ConnectionString + ";Encoding=nonsense");
        Assert.Equal((ConnectorFailureKind.InvalidSetting, "connection_string"), (failure.Kind, failure.Subject));
        Assert.Null(failure.InnerException);
    }

    [Fact]
    public async Task The_server_refuses_writes_during_a_reading()
    {
        await _database.ExecuteAsync("""
            CREATE TABLE log (id INTEGER); CREATE TABLE person (id INTEGER); INSERT INTO person VALUES (1);
            CREATE FUNCTION note() RETURNS INTEGER LANGUAGE plpgsql VOLATILE AS 'BEGIN INSERT INTO log VALUES (1); RETURN 1; END';
            CREATE VIEW trap AS SELECT id, note() AS noted FROM person
            """);
        await using var system = _database.Connect();
        foreach (var keys in (KeySet[])[Keys("id", "1"), Keys(["id"], KeyComparison.Exact, [.. Enumerable.Range(1, 5000).Select(number => KeyTuple.Of($"{number}"))])])
        {
            var failure = await Assert.ThrowsAsync<ConnectorFailure>(() => system.RowsAsync(Query("trap", ["id", "noted"], keys)));
            Assert.Equal(ConnectorFailureKind.Failed, failure.Kind);
        }

        Assert.Empty(await system.RowsAsync(Query("log", ["id"], Keys("id", "1"))));
    }

    [Fact]
    public async Task A_statement_that_takes_too_long_is_stopped_by_the_server()
    {
        await _database.ExecuteAsync("CREATE TABLE person (id INTEGER); INSERT INTO person VALUES (1); CREATE VIEW slow AS SELECT id, pg_sleep(60)::text AS nap FROM person");
        await using var system = _database.Connect(new ConnectionLimits { Timeout = TimeSpan.FromMilliseconds(100) });
        var failure = await Assert.ThrowsAsync<ConnectorFailure>(() => system.RowsAsync(Query("slow", ["id", "nap"], Keys("id", "1"))));
        Assert.Equal(ConnectorFailureKind.Timeout, failure.Kind);
        Assert.True(failure.Transient);
    }

    [Fact]
    public async Task A_cancelled_statement_is_stopped()
    {
        await _database.ExecuteAsync("CREATE TABLE person (id INTEGER); INSERT INTO person VALUES (1); CREATE VIEW slow AS SELECT id, pg_sleep(60)::text AS nap FROM person");
        await using var system = _database.Connect();
        await system.DescribeAsync(default);
        using var cancelled = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await using var reader = await system.ReadAsync(Query("slow", ["id", "nap"], Keys("id", "1")), cancelled.Token);
            await reader.ReadAsync(cancelled.Token);
        });
    }

    [Fact]
    public async Task What_the_server_says_about_values_stays_there()
    {
        await _database.ExecuteAsync("""
            CREATE TABLE person (id INTEGER, email TEXT); INSERT INTO person VALUES (1, 'ann@example.com');
            CREATE FUNCTION complain(email TEXT) RETURNS TEXT LANGUAGE plpgsql AS
                'BEGIN RAISE unique_violation USING MESSAGE = ''Key (email)=('' || email || '') already exists.'', DETAIL = email, HINT = email; END';
            CREATE VIEW loud AS SELECT id, complain(email) AS email FROM person; CREATE VIEW broken AS SELECT id, email::integer AS number FROM person
            """);
        await using var system = _database.Connect();
        foreach (var (view, field) in ((string, string)[])[("loud", "email"), ("broken", "number")])
        {
            var failure = await Assert.ThrowsAsync<ConnectorFailure>(() => system.RowsAsync(Query(view, ["id", field], Keys("id", "1"))));
            Assert.Equal(ConnectorFailureKind.Failed, failure.Kind);
            Assert.DoesNotContain("ann@", failure.ToString());
            Assert.Null(failure.InnerException);
            Assert.Empty(failure.Data);
        }
    }

    [Fact]
    public async Task Rows_read_before_a_failure_stay_valid()
    {
        await _database.ExecuteAsync("""
            CREATE TABLE person (id INTEGER, body TEXT); INSERT INTO person SELECT i, CASE WHEN i = 5000 THEN 'x' ELSE '1' END FROM generate_series(1, 5000) i;
            CREATE VIEW late AS SELECT id, 1 AS all_of_them, body::integer AS number FROM person
            """);
        await using var system = _database.Connect();
        await using var reader = await system.ReadAsync(Query("late", ["id", "number"], Keys("all_of_them", "1")), default);
        var rows = 0;
        var failure = await Assert.ThrowsAsync<ConnectorFailure>(async () =>
        {
            for (; await reader.ReadAsync(default); rows++) await RowAsync(reader);
        });
        Assert.Equal(ConnectorFailureKind.Failed, failure.Kind);
        Assert.True(rows > 0);
    }

    [Fact]
    public async Task A_role_that_may_not_make_temporary_tables_reads_many_keys_all_the_same()
    {
        await using var closed = await PostgreSqlTestSystem.CreateAsync("TEMPLATE template0");
        await closed.ExecuteAsync("""
            DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'reader') THEN CREATE ROLE reader LOGIN; END IF;
            EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC; GRANT CONNECT ON DATABASE %I TO reader; GRANT USAGE ON SCHEMA %I TO reader', current_database(), current_database(), current_schema()); END $$
            """);
        await closed.ExecuteAsync("CREATE TABLE person (id INTEGER); INSERT INTO person VALUES (9001); GRANT SELECT ON person TO reader; CREATE TABLE secret (id INTEGER)");
        var settings = new Dictionary<string, string> { ["connection_string"] = closed.ConnectionString.Replace("Username=postgres", "Username=reader") };
        await using var system = closed.Connector.Connect(closed.Connection() with { Settings = settings });
        var keys = Keys(["id"], KeyComparison.Exact, [.. Enumerable.Range(1, 10_000).Select(number => KeyTuple.Of($"{number}"))]);
        Assert.Equal("9001", await system.FirstsAsync(Query("person", ["id"], keys)));
        var failure = await Assert.ThrowsAsync<ConnectorFailure>(() => system.RowsAsync(Query("secret", ["id"], Keys("id", "1"))));
        Assert.Equal(ConnectorFailureKind.Denied, failure.Kind);
    }

    [Fact]
    public async Task A_server_that_is_full_is_busy()
    {
        await _database.ExecuteAsync("DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'single') THEN CREATE ROLE single LOGIN CONNECTION LIMIT 0; END IF; END $$");
        var failure = await FailureOfAsync(_database.ConnectionString.Replace("Username=postgres", "Username=single"));
        Assert.Equal(ConnectorFailureKind.Busy, failure.Kind);
    }

    private async Task<ConnectorFailure> FailureOfAsync(string connectionString)
    {
        var settings = new Dictionary<string, string> { ["connection_string"] = connectionString };
        await using var system = _database.Connector.Connect(_database.Connection() with { Settings = settings });
        return await Assert.ThrowsAsync<ConnectorFailure>(() => system.CheckAsync(default));
    }
}
