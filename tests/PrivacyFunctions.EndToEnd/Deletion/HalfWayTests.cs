using System.Net;
using System.Text.Json;
using Npgsql;
using PrivacyFunctions.EndToEnd.Running;
using PrivacyFunctions.Testing;

namespace PrivacyFunctions.EndToEnd.Deletion;

/// <summary>Connected systems that change under a deletion that has begun: they become read-only, they are full, rows come, rules refuse.</summary>
public sealed class HalfWayTests
{
    private static readonly Lazy<Task<PostgresServer>> Own = new(PostgresServer.StartOwnAsync);

    [Fact]
    public async Task Systems_that_become_read_only_half_way_are_shown_as_failed_and_finished_by_a_retry()
    {
        var postgres = await Own.Value;
        await using var organisation = await ErasableOrganisation.StartAsync(postgres: postgres, map: AfterNotes);
        var before = await organisation.DumpAsync();
        await using var held = await HeldDeletion.BeginAsync(organisation);
        var anna = await DeletingPerson.FileAsync(organisation.Server, ErasableOrganisation.Anna);
        await DeletingPerson.ApproveAsync(organisation.Server, anna);
        await held.ReachedAsync();
        await Waiting.ForAsync<object>("a masked ticket", async () => (await organisation.DumpAsync()).Contains("support.ticket: 1; NULL; NULL; 2026-01-01;") ? held : null);

        SqliteFormat(organisation, "support", writable: false);
        await ReadOnlyAsync(postgres, "on");
        await held.GoOnAsync();

        Assert.Equal([("crm", "read-only", true), ("support", "read-only", true)], await FailedAsync(organisation, anna, "crm", "support"));
        Assert.Equal("awaiting-review", (await anna.ReadAsync())["status"]);
        (await anna.CallAsync(HttpMethod.Post, "/download-code")).ExpectProblem(HttpStatusCode.Conflict, "wrong-state");
        var now = await organisation.DumpAsync();
        Assert.Contains("crm.person: 1; 10; anna@harbour.example; Anna;", now);
        Assert.Contains(now, line => line.Contains("by Anna", StringComparison.Ordinal));
        Assert.DoesNotContain(now, line => line.Contains("of Anna", StringComparison.Ordinal) || line.StartsWith("billing.customer: 9", StringComparison.Ordinal));

        SqliteFormat(organisation, "support", writable: true);
        await ReadOnlyAsync(postgres, "off");
        await DecideAsync(organisation, anna, "retry", "crm", "support");
        await organisation.Server.Staff.WaitAsync(anna.RequestId, "completed");

        var receipt = await DeletingPerson.ReceiptAsync(anna);
        Assert.True(Json(receipt).GetProperty("complete").GetBoolean());
        AssertCounts(receipt, ("crm", "phone", 2), ("crm", "note", 2), ("crm", "person", 1), ("support", "ticket", 1), ("support", "thread", 1), ("billing", "customer", 2));
        AssertNobodyElse(before, await organisation.DumpAsync());
        Assert.Equal(0, (await organisation.Server.ToolAsync("audit", "verify", "--data", organisation.Server.Data)).ExitCode);
    }

    [Fact]
    public async Task Systems_that_are_full_half_way_can_be_gone_without_and_a_later_retry_adds_a_whole_receipt()
    {
        var postgres = await Own.Value;
        await using var organisation = await ErasableOrganisation.StartAsync(postgres: postgres);
        var before = await organisation.DumpAsync();
        var archive = await FillAsync(organisation, postgres);
        organisation.Sqlite("billing", FullLog);
        var anna = await DeletingPerson.FileAsync(organisation.Server, ErasableOrganisation.Anna);
        await DeletingPerson.ApproveAsync(organisation.Server, anna);

        Assert.Equal([("billing", "full", true), ("crm", "full", true)], await FailedAsync(organisation, anna, "billing", "crm"));
        await DecideAsync(organisation, anna, "skip", "billing", "crm");
        await organisation.Server.Staff.WaitAsync(anna.RequestId, "partially-completed");

        Assert.Equal("partly", (await anna.ReadAsync())["outcome"]);
        var first = await DeletingPerson.ReceiptAsync(anna);
        Assert.False(Json(first).GetProperty("complete").GetBoolean());
        Assert.Equal(
            [("billing", null, "system-skipped", 0L), ("crm", null, "system-skipped", 0), ("crm", "note", "not-verified", 0), ("crm", "phone", "not-verified", 0)],
            Gaps(first));
        AssertCounts(first, ("crm", "phone", 2), ("crm", "note", 2), ("crm", "person", 0), ("billing", "customer", 0), ("support", "ticket", 1));
        Assert.Equal("failed", Action(first, "crm", "person"));
        Assert.Equal("failed", Action(first, "billing", "customer"));
        var now = await organisation.DumpAsync();
        Assert.Equal(["billing.customer: 7; anna@harbour.example; Quay 1;", "billing.customer: 9; anna@harbour.example; Quay 1, again;", "crm.person: 1; 10; anna@harbour.example; Anna;"], [.. now.Where(line => line.Contains("anna@", StringComparison.Ordinal) && !line.StartsWith("hosting", StringComparison.Ordinal))]);

        await EmptyAsync(organisation, archive);
        organisation.Sqlite("billing", "UPDATE sqlite_sequence SET seq = 0");
        await DecideAsync(organisation, anna, "retry", "billing", "crm");
        await organisation.Server.Staff.WaitAsync(anna.RequestId, "completed");

        var second = await DeletingPerson.ReceiptAsync(anna);
        Assert.Equal((2, true), (Json(second).GetProperty("version").GetInt32(), Json(second).GetProperty("complete").GetBoolean()));
        AssertCounts(second, ("crm", "phone", 2), ("crm", "note", 2), ("crm", "person", 1), ("billing", "customer", 2), ("support", "ticket", 1));
        AssertNobodyElse(before, await organisation.DumpAsync());
    }

    [Fact]
    public async Task What_comes_what_changes_and_what_refuses_after_the_last_search_is_told_exactly()
    {
        var postgres = await Own.Value;
        await using var organisation = await ErasableOrganisation.StartAsync(postgres: postgres, map: AfterNotes);
        var before = await organisation.DumpAsync();
        organisation.Sqlite("support", "CREATE TRIGGER keeps BEFORE UPDATE OF subject ON ticket BEGIN SELECT RAISE(ABORT, 'Anna''s printer stays'); END");
        await organisation.CrmAsync(TakesMore);
        await using var held = await HeldDeletion.BeginAsync(organisation);
        var anna = await DeletingPerson.FileAsync(organisation.Server, ErasableOrganisation.Anna);
        await DeletingPerson.ApproveAsync(organisation.Server, anna);
        await held.ReachedAsync();
        await Waiting.ForAsync<object>("a customer less", async () => (await organisation.DumpAsync()).Contains("billing.customer: 7; NULL; NULL;") ? held : null);

        organisation.Sqlite("billing", "INSERT INTO customer VALUES (11, 'anna@harbour.example', 'new')");
        organisation.Sqlite("support", "INSERT INTO ticket VALUES (3, 1, 'new', '2026-01-03'); ALTER TABLE thread RENAME TO elsewhere");
        await held.GoOnAsync();

        Assert.Equal([("crm", "reaches-others", false), ("support", "schema-changed", false)], await FailedAsync(organisation, anna, "crm", "support"));
        organisation.Sqlite("support", "ALTER TABLE elsewhere RENAME TO thread");
        await DecideAsync(organisation, anna, "retry", "support");
        await DecideAsync(organisation, anna, "skip", "crm");
        await organisation.Server.Staff.WaitAsync(anna.RequestId, "partially-completed");

        var receipt = await DeletingPerson.ReceiptAsync(anna);
        Assert.Equal(
            [
                ("billing", "customer", "found-again", 1L), ("crm", null, "system-skipped", 0), ("crm", "note", "not-verified", 0), ("crm", "phone", "not-verified", 0),
                ("support", "ticket", "found-again", 1), ("support", "ticket", "not-masked", 1),
            ],
            Gaps(receipt));
        AssertCounts(receipt, ("billing", "customer", 2), ("support", "ticket", 1), ("support", "thread", 1), ("crm", "note", 2), ("crm", "person", 0));
        var kept = Assert.Single(DeletingPerson.Of(receipt, "support", "ticket").GetProperty("notErased").EnumerateArray());
        Assert.Equal(("subject", "refused", 1), (kept.GetProperty("field").GetString(), kept.GetProperty("why").GetString(), kept.GetProperty("rows").GetInt32()));
        var now = await organisation.DumpAsync();
        Assert.Contains("support.ticket: 1; NULL; Anna's printer; 2026-01-01;", now);
        Assert.Contains("crm.person: 1; 10; anna@harbour.example; Anna;", now);
        AssertNobodyElse(before, now);
        Assert.DoesNotContain(organisation.Server.Log, line => line.Contains("printer", StringComparison.Ordinal));
    }

    // An organisation that keeps what it deletes in a table of its own, whose disk is full.
    private const string Archive = """
        CREATE TABLE archive (id int, gone text);
        CREATE FUNCTION archive() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO archive VALUES (OLD.id, OLD.full_name); RETURN OLD; END';
        CREATE TRIGGER archived AFTER DELETE ON person FOR EACH ROW EXECUTE FUNCTION archive()
        """;

    // The library's own word for a table that cannot take another row.
    private const string FullLog = """
        CREATE TABLE log (id INTEGER PRIMARY KEY AUTOINCREMENT, customer INTEGER);
        INSERT INTO sqlite_sequence VALUES ('log', 9223372036854775807);
        CREATE TRIGGER logged AFTER DELETE ON customer BEGIN INSERT INTO log (customer) VALUES (OLD.id); END
        """;

    // What it does cannot be read off its text; a plan with a trigger that says so is refused before anything happens.
    private const string TakesMore = """
        CREATE TABLE badge (person int); INSERT INTO badge VALUES (1), (2);
        CREATE FUNCTION take_more() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'DEL' || 'ETE FROM badge'; RETURN OLD; END $$;
        CREATE TRIGGER takes_more AFTER DELETE ON person FOR EACH ROW EXECUTE FUNCTION take_more()
        """;

    private static string AfterNotes(string map) =>
        map.Replace("      - name: thread\n", "      - name: thread\n        fides_meta: { erase_after: [crm.note] }\n", StringComparison.Ordinal);

    /// <summary>Waits until staff are asked about exactly these systems; gives each failed one with its error and whether it was tried again before.</summary>
    private static async Task<IReadOnlyList<(string Dataset, string Error, bool TriedAgain)>> FailedAsync(ErasableOrganisation organisation, Requester requester, params string[] datasets)
    {
        var status = await organisation.Server.Staff.WaitAsync(
            requester.RequestId,
            status => status.GetProperty("status").GetString() == "awaiting-review" && Failed(status).Select(system => system.GetProperty("dataset").GetString()).SequenceEqual(datasets));
        Assert.All(
            status.GetProperty("systems").EnumerateArray().Where(system => !datasets.Contains(system.GetProperty("dataset").GetString())),
            system => Assert.Equal("done", system.GetProperty("state").GetString()));
        return [.. Failed(status).Select(system => (system.GetProperty("dataset").GetString()!, system.GetProperty("error").GetProperty("code").GetString()!, system.GetProperty("attempts").GetInt32() >= 3))];
    }

    private static IEnumerable<JsonElement> Failed(JsonElement status) =>
        status.GetProperty("systems").EnumerateArray().Where(system => system.GetProperty("state").GetString() == "failed");

    private static async Task DecideAsync(ErasableOrganisation organisation, Requester requester, string call, params string[] datasets) =>
        (await organisation.Server.Staff.PostAsync($"requests/{requester.RequestId}/{call}", new { datasets, reason = "Looked at." })).Expect(HttpStatusCode.OK);

    private static JsonElement Json(byte[] receipt) => JsonSerializer.Deserialize<JsonElement>(receipt);

    private static IEnumerable<(string? Dataset, string? Collection, string? Code, long Count)> Gaps(byte[] receipt) =>
        Json(receipt).GetProperty("gaps").EnumerateArray()
            .Select(gap => (
                gap.GetProperty("dataset").GetString(),
                gap.TryGetProperty("collection", out var collection) ? collection.GetString() : null,
                gap.GetProperty("code").GetString(),
                gap.TryGetProperty("count", out var count) && count.ValueKind == JsonValueKind.Number ? count.GetInt64() : 0))
            .Order();

    private static string? Action(byte[] receipt, string dataset, string collection) => DeletingPerson.Of(receipt, dataset, collection).GetProperty("action").GetString();

    private static void AssertCounts(byte[] receipt, params (string Dataset, string Collection, int Affected)[] expected) =>
        Assert.Equal(expected, expected.Select(item => (item.Dataset, item.Collection, DeletingPerson.Of(receipt, item.Dataset, item.Collection).GetProperty("affected").GetInt32())));

    private static void AssertNobodyElse(IReadOnlyList<string> before, IReadOnlyList<string> now) => Assert.All(
        before.Where(line => line.Contains("ben", StringComparison.OrdinalIgnoreCase) && !line.Contains("anna", StringComparison.OrdinalIgnoreCase)),
        line => Assert.Contains(line, now));

    // The header's byte 18 says which version of the format a writer must know: SQLite opens what it does not know read-only.
    private static void SqliteFormat(ErasableOrganisation organisation, string system, bool writable)
    {
        using var file = new FileStream(organisation.File(system), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Position = 18;
        file.WriteByte((byte)(writable ? 1 : 3));
    }

    // As a service does whose storage runs out: for every session, also those that are open. A new one shows that the server has told the others.
    private static async Task ReadOnlyAsync(PostgresServer postgres, string value)
    {
        await using var source = NpgsqlDataSource.Create(postgres.ConnectionString("postgres") + ";Pooling=false");
        await using (var set = source.CreateCommand($"ALTER SYSTEM SET default_transaction_read_only = {value}")) await set.ExecuteNonQueryAsync();
        await using (var reload = source.CreateCommand("SELECT pg_reload_conf()")) await reload.ExecuteNonQueryAsync();
        await Waiting.ForAsync<object>($"read-only {value}", async () =>
        {
            await using var show = source.CreateCommand("SHOW default_transaction_read_only");
            return (string?)await show.ExecuteScalarAsync() == value ? source : null;
        });
    }

    /// <summary>Lets the kernel answer the archive's table that there is no room; returns its file.</summary>
    private static async Task<string> FillAsync(ErasableOrganisation organisation, PostgresServer postgres)
    {
        await organisation.CrmAsync(Archive);
        await using var source = NpgsqlDataSource.Create(organisation.Crm + ";Pooling=false");
        await using var path = source.CreateCommand("SELECT pg_relation_filepath('archive')");
        var file = Path.Combine(postgres.Folder, "data", (string)(await path.ExecuteScalarAsync())!);
        File.Move(file, file + ".aside");
        File.CreateSymbolicLink(file, "/dev/full");
        return file;
    }

    private static async Task EmptyAsync(ErasableOrganisation organisation, string file)
    {
        File.Move(file + ".aside", file, overwrite: true);
        await organisation.CrmAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'PrivacyFunctions' AND datname = current_database()");
    }
}
