using System.Net;
using System.Text;
using System.Text.Json;
using PrivacyFunctions.EndToEnd.Browser;
using PrivacyFunctions.EndToEnd.Commands;
using PrivacyFunctions.EndToEnd.Running;
using PrivacyFunctions.Testing;

namespace PrivacyFunctions.EndToEnd.BadInput;

/// <summary>Hostile names and values in connected systems, systems that are not there, and more rows than allowed.</summary>
public sealed class HostileSystemsTests : IDisposable
{
    private const int Huge = 100_000_000;
    private const string Table = "we\"ird'; DROP TABLE keep; --\n`]\\ ta\"ble";
    private const string Column = "sel\"ect\n'; --";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Hostile_names_and_values_come_through_unharmed_and_caps_are_gaps()
    {
        var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        await SqlScripts.PostgresAsync(database, Seed("text") + $"CREATE TABLE huge (email text PRIMARY KEY, content text); INSERT INTO huge VALUES ('p@q.example', repeat('0123456789', {Huge / 10}));");
        SqlScripts.Sqlite(_folder.File("lite.db"), Seed("TEXT") + """
            CREATE TABLE odd (email TEXT, broken TEXT, controls TEXT, nul TEXT, formula TEXT, markup TEXT, number TEXT, really NUMERIC, wide INTEGER);
            INSERT INTO odd VALUES ('p@q.example', CAST(X'61ff62c328' AS TEXT), CAST(X'0102071b5b33316d' AS TEXT), CAST(X'610062' AS TEXT), '@SUM(1+9)*cmd|'' /C calc''!A0',
              '</td></table><img src=x onerror=alert(1)><svg/onload=alert(2)>', '007', 9e999, -9223372036854775808);
            CREATE TABLE many (id INTEGER PRIMARY KEY, email TEXT);
            WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 50) INSERT INTO many SELECT i, 'p@q.example' FROM n;
            """);
        await using var server = await PrivacyProcess.StartAsync(
            new Dictionary<string, string> { ["map.yml"] = Map() },
            new Dictionary<string, string> { ["PG"] = database, ["LITE"] = _folder.File("lite.db"), ["CAPPED"] = _folder.File("lite.db") });

        var person = await Requester.AskAsync(server, "p@q.example");
        var bundle = await person.DownloadAsync();

        AssertHostileNamesAreHarmless(bundle);
        await AssertABrowserRunsNothingAsync(bundle);
        Assert.Equal(Huge, bundle.Bytes(Assert.Single(bundle.Names, name => name.StartsWith("files/pg/huge/", StringComparison.Ordinal))).Length);
        AssertOddValuesAreWhole(bundle);
        Assert.False(bundle.Manifest.GetProperty("complete").GetBoolean());
        var gap = Assert.Single(bundle.Manifest.GetProperty("gaps").EnumerateArray());
        Assert.Equal(("capped", "many", "row-cap", 10), (gap.GetProperty("dataset").GetString(), gap.GetProperty("collection").GetString(), gap.GetProperty("code").GetString(), gap.GetProperty("count").GetInt32()));
        Assert.Equal(10, bundle.Rows("capped/many").Count);
        var view = await person.ReadAsync();
        Assert.False(view.Json.GetProperty("bundles")[0].GetProperty("complete").GetBoolean());
        (await server.Http.CallAsync(HttpMethod.Get, "/api/health")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Systems_that_are_down_are_named_while_the_others_finish()
    {
        var postgres = await PostgresServer.SharedAsync();
        SqlScripts.Sqlite(_folder.File("lite.db"), Seed("TEXT") + "CREATE TABLE many (id INTEGER PRIMARY KEY, email TEXT); INSERT INTO many VALUES (1, 'p@q.example');");
        await using var server = await PrivacyProcess.StartAsync(
            new Dictionary<string, string> { ["map.yml"] = Simple("lite", "sqlite", "path: \"${LITE}\"") + Simple("gone", "postgresql", "connection_string: \"${GONE}\"") + Simple("away", "postgresql", "connection_string: \"${AWAY}\"") },
            new Dictionary<string, string>
            {
                ["LITE"] = _folder.File("lite.db"),
                ["GONE"] = postgres.ConnectionString("dropped_database"),
                ["AWAY"] = "Host=127.0.0.1;Port=1;Username=secret-user;Password=secret-password;Database=x;Timeout=2",
            });
        var person = await Requester.FileAsync(server, "p@q.example");
        await person.VerifyAsync();

        var status = await server.Staff.WaitAsync(person.RequestId, "awaiting-review");

        var systems = status.GetProperty("systems").EnumerateArray().ToDictionary(system => system.GetProperty("dataset").GetString()!);
        Assert.Equal(("done", 1L), (systems["lite"].GetProperty("state").GetString(), systems["lite"].GetProperty("records").GetInt64()));
        foreach (var name in (string[])["gone", "away"])
        {
            Assert.Equal("failed", systems[name].GetProperty("state").GetString());
            Assert.NotEmpty(systems[name].GetProperty("error").GetProperty("code").GetString()!);
            Assert.NotEmpty(systems[name].GetProperty("error").GetProperty("message").GetString()!);
        }

        Assert.DoesNotContain("secret-", status.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("dropped_database", status.GetRawText(), StringComparison.Ordinal);
        Assert.Equal("awaiting-review", (await person.ReadAsync())["status"]);
        (await person.CallAsync(HttpMethod.Post, "/download-code")).ExpectProblem(HttpStatusCode.Conflict, "wrong-state");
        Assert.DoesNotContain(server.Log, line => line.Contains("secret-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_map_with_impossible_names_is_refused_with_file_and_line()
    {
        var endless = new string('n', 10_000);
        Directory.CreateDirectory(_folder.File("map"));
        await File.WriteAllTextAsync(Path.Combine(_folder.File("map"), "bad.yml"), $$"""
            dataset:
              - fides_key: "no'; DROP TABLE x; --"
                collections:
                  - name: {{endless}}
                    fields: [{ name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }]
              - fides_key: ok
                collections:
                  - name: select
                    fields: [{ name: "{{endless}}", data_categories: [user] }, { name: "a\u0000b", data_categories: [user] }]
            """);

        var check = await PrivacyTool.RunAsync(_folder.Path, "map", "check", "--map", "map");

        Assert.Equal(1, check.ExitCode);
        Assert.All((string[])["bad.yml:2", "bad.yml:4", "bad.yml:9"], place => Assert.Contains(place, check.Output + check.Error, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", check.Output + check.Error, StringComparison.Ordinal);
        Assert.True((check.Output + check.Error).Length < 20_000);
    }

    private static void AssertHostileNamesAreHarmless(BundleFile bundle)
    {
        Assert.All(bundle.Names, name => Assert.Matches(@"\A[A-Za-z0-9_./-]{1,200}\z", name));
        Assert.Equal(bundle.Names.Count, bundle.Names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        foreach (var dataset in (string[])["pg", "lite"])
        {
            var hostile = bundle.Names.Where(name => name.StartsWith($"data/{dataset}/", StringComparison.Ordinal) && name.EndsWith(".json", StringComparison.Ordinal))
                .SelectMany(name => bundle.Json(name).EnumerateArray()).Where(row => row.TryGetProperty(Column, out _)).ToList();
            Assert.Equal("kept whole", Assert.Single(hostile).GetProperty(Column).GetString());
            Assert.Equal("kept too", Assert.Single(bundle.Rows($"{dataset}/keep")).GetProperty("select").GetString());
        }
    }

    private static async Task AssertABrowserRunsNothingAsync(BundleFile bundle)
    {
        using var folder = new UnpackedBundle(bundle);
        await using var visit = await Visit.ToAsync(folder.Index);
        Assert.Single(visit.Requests);
        Assert.Empty(visit.Complaints);
        Assert.Equal(0, await visit.Page.Locator("img, svg, script").CountAsync());
        Assert.Contains("<svg/onload=alert(2)>", await visit.Page.InnerTextAsync("main"), StringComparison.Ordinal);
    }

    private static void AssertOddValuesAreWhole(BundleFile bundle)
    {
        var row = Assert.Single(bundle.Rows("lite/odd"));
        Assert.Equal("\u0001\u0002\u0007\u001b[31m", row.GetProperty("controls").GetString());
        Assert.Equal("a\0b", row.GetProperty("nul").GetString());
        Assert.Equal("007", row.GetProperty("number").GetString());
        Assert.Equal(long.MinValue, row.GetProperty("wide").GetInt64());
        Assert.NotEqual(JsonValueKind.Null, row.GetProperty("broken").ValueKind);
        var csv = bundle.Text("data/lite/odd.csv");
        Assert.Contains("'@SUM", csv, StringComparison.Ordinal);
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(bundle.Text("index.html"));
        Assert.Empty(page.QuerySelectorAll("img[onerror], svg, script"));
        Assert.StartsWith("61ff62c328", Convert.ToHexStringLower(Broken(bundle, row)), StringComparison.Ordinal);
    }

    // Text that is no UTF-8 cannot stand in JSON as text; its bytes must still be there.
    private static byte[] Broken(BundleFile bundle, JsonElement row)
    {
        var value = row.GetProperty("broken");
        if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty("$file", out var file)) return bundle.Bytes(file.GetString()!);
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.EnumerateObject().First().Value.GetString()!;
        return Convert.TryFromBase64String(text, new byte[100], out var length) ? Convert.FromBase64String(text)[..length] : Encoding.UTF8.GetBytes(text);
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Seed(string text) => $"""
        CREATE TABLE keep ("order" {text} PRIMARY KEY, "select" {text});
        CREATE TABLE {Quoted(Table)} ("group" {text} PRIMARY KEY, {Quoted(Column)} {text});
        INSERT INTO keep VALUES ('p@q.example', 'kept too');
        INSERT INTO {Quoted(Table)} VALUES ('p@q.example', 'kept whole');
        """;

    private static string Map() => $$"""
        dataset:
          - fides_key: pg
            collections:
              - { name: huge, fields: [{{Email("email")}}, { name: content, data_categories: [user.content] }] }
        {{Hostile()}}
          - fides_key: lite
            collections:
              - name: odd
                data_categories: [user]
                fields: [{{Email("email")}}, { name: broken }, { name: controls }, { name: nul }, { name: formula }, { name: markup }, { name: number }, { name: really }, { name: wide }]
        {{Hostile()}}
          - fides_key: capped
            collections:
              - { name: many, fields: [{ name: id, data_categories: [user.unique_id] }, {{Email("email")}}] }
        connection:
          - { dataset: pg, kind: postgresql, settings: { connection_string: "${PG}" } }
          - { dataset: lite, kind: sqlite, settings: { path: "${LITE}" } }
          - { dataset: capped, kind: sqlite, settings: { path: "${CAPPED}" }, limits: { rows: 10 } }
        """;

    private static string Hostile() => $$"""
              - { name: keep, fields: [{{Email("order")}}, { name: select, data_categories: [user.content] }] }
              - { name: {{JsonSerializer.Serialize(Table)}}, fields: [{{Email("group")}}, { name: {{JsonSerializer.Serialize(Column)}}, data_categories: [user.content] }] }
        """.ReplaceLineEndings("\n");

    private static string Email(string name) => $"{{ name: {name}, data_categories: [user.contact.email], fides_meta: {{ identity: email }} }}";

    private static string Simple(string dataset, string kind, string setting) => $$"""
        {{(dataset == "lite" ? "" : "---")}}
        dataset:
          - fides_key: {{dataset}}
            collections:
              - { name: many, fields: [{ name: id, data_categories: [user.unique_id] }, {{Email("email")}}] }
        connection:
          - { dataset: {{dataset}}, kind: {{kind}}, settings: { {{setting}} } }

        """;
}
