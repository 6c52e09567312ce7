using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace PrivacyFunctions.Tests.Local.Commands;

public sealed class MapCommandTests : IDisposable
{
    private readonly MapFolderFixture _map = new();

    public void Dispose() => _map.Dispose();

    [Fact]
    public async Task A_map_that_is_no_yaml_exits_with_1_and_names_file_and_line()
    {
        _map.Write("broken.yml", "dataset:\n  - fides_key: a\n   name: [\n");

        var run = await CommandLine.RunAsync("map", "check", "--map", _map.Path);

        Assert.Equal(1, run.ExitCode);
        Assert.Matches(@"(?m)^broken\.yml:\d+: error ", run.Output);
        Assert.Contains($"The data map in {_map.Path} cannot be read", run.Error);
    }

    [Fact]
    public async Task Every_problem_is_named_at_its_line()
    {
        _map.Write("crm.yml", MapFolderFixture.Whole.Replace("person.id,", "person.number,", StringComparison.Ordinal));

        var run = await CommandLine.RunAsync("map", "check", "--map", _map.Path);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("crm.yml:13: error unknown-field", run.Output);
        Assert.Contains("unreachable-collection", run.Output);
    }

    [Fact]
    public async Task Warnings_pass_unless_strict()
    {
        _map.Write("crm.yml", MapFolderFixture.Whole.Replace("user.content]", "user.no_such_thing]", StringComparison.Ordinal));

        Assert.Equal(0, (await CommandLine.RunAsync("map", "check", "--map", _map.Path)).ExitCode);
        Assert.Equal(1, (await CommandLine.RunAsync("map", "check", "--map", _map.Path, "--strict")).ExitCode);
    }

    [Fact]
    public async Task As_json_it_prints_one_document_with_every_problem()
    {
        _map.Write("crm.yml", MapFolderFixture.Whole.Replace("person.id,", "person.number,", StringComparison.Ordinal));

        var run = await CommandLine.RunAsync("map", "check", "--map", _map.Path, "--json");

        using var report = JsonDocument.Parse(run.Output);
        Assert.Equal(1, run.ExitCode);
        Assert.False(report.RootElement.GetProperty("passes").GetBoolean());
        var problem = report.RootElement.GetProperty("problems").EnumerateArray().First(problem => problem.GetProperty("code").GetString() == "unknown-field");
        Assert.Equal("crm.yml", problem.GetProperty("file").GetString());
        Assert.Equal(13, problem.GetProperty("line").GetInt32());
        Assert.Equal("error", problem.GetProperty("severity").GetString());
        Assert.NotEmpty(problem.GetProperty("message").GetString()!);
    }

    [Theory]
    [InlineData("\"quote\\\"; DROP TABLE person; --\"")]
    [InlineData("\"two\\nlines\"")]
    [InlineData("\"\\e[31mred\\e[0m\"")]
    [InlineData("select")]
    [InlineData("LONG")]
    public async Task A_hostile_name_is_answered_with_clean_lines(string name)
    {
        var hostile = name == "LONG" ? new string('x', 10_000) : name;
        _map.Write("crm.yml", MapFolderFixture.Connected.Replace("name: letter", $"name: {hostile}", StringComparison.Ordinal));

        var check = await CommandLine.RunAsync("map", "check", "--map", _map.Path);
        var plan = await CommandLine.RunAsync("map", "plan", "--map", _map.Path, "--right", "access", "--identity", "email=a@b.example");

        Assert.InRange(check.ExitCode, 0, 1);
        Assert.InRange(plan.ExitCode, 0, 1);
        Assert.DoesNotContain('\u001b', check.Output + check.Error + plan.Output + plan.Error);
        Assert.DoesNotContain("\nlines", check.Output + plan.Output);
        Assert.DoesNotContain("unforeseen", check.Error + plan.Error);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0\0\0")]
    [InlineData("- just\n- a list\n")]
    [InlineData("a: &a [*a, *a]\n")]
    [InlineData("dataset: 7\n")]
    public async Task A_file_that_is_no_data_map_never_crashes_a_verb(string text)
    {
        _map.Write("odd.yml", text);

        var check = await CommandLine.RunAsync("map", "check", "--map", _map.Path);
        var plan = await CommandLine.RunAsync("map", "plan", "--map", _map.Path, "--right", "access", "--identity", "email=a@b.example");

        Assert.InRange(check.ExitCode, 0, 1);
        Assert.InRange(plan.ExitCode, 0, 1);
        Assert.DoesNotContain("unforeseen", check.Error + plan.Error);
    }

    [Fact]
    public async Task A_plan_says_how_each_collection_is_found_and_holds_no_value_of_the_identity()
    {
        _map.Write("crm.yml", MapFolderFixture.Connected);

        var run = await CommandLine.RunAsync("map", "plan", "--map", _map.Path, "--right", "access", "--identity", "email=secret@person.example", "passport=X1");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("email from identity email", run.Output);
        Assert.Contains("person_id from keys of crm.person", run.Output);
        Assert.Contains("Does not count: passport", run.Output);
        Assert.DoesNotContain("secret@person.example", run.Output + run.Error);
    }

    [Fact]
    public async Task A_plan_as_json_is_the_plan_itself()
    {
        _map.Write("crm.yml", MapFolderFixture.Connected);

        var run = await CommandLine.RunAsync("map", "plan", "--map", _map.Path, "--right", "deletion", "--identity", "email=a@b.example", "--json");

        using var plan = JsonDocument.Parse(run.Output);
        Assert.Matches("^[0-9a-f]{64}$", plan.RootElement.GetProperty("planHash").GetString());
        Assert.Equal("deletion", plan.RootElement.GetProperty("right").GetString());
        Assert.Equal(2, plan.RootElement.GetProperty("units").GetArrayLength());
    }

    [Fact]
    public async Task A_plan_of_a_deletion_shows_the_statements_that_change_rows_and_what_each_rule_decides()
    {
        var database = Path.Combine(_map.Path, "crm.db");
        using (var connection = new SqliteConnection($"Data Source={database};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE person (id INTEGER PRIMARY KEY, email TEXT); CREATE TABLE letter (id INTEGER PRIMARY KEY, person_id INTEGER, text TEXT)";
            command.ExecuteNonQuery();
        }

        _map.Write("crm.yml", MapFolderFixture.Whole + $"""


            connection: [{JsonSerializer.Serialize(new Dictionary<string, object> { ["dataset"] = "crm", ["kind"] = "sqlite", ["settings"] = new Dictionary<string, string> { ["path"] = database } })}]
            deletion: [{"{"} collection: crm.letter, delete: true {"}"}]
            """);

        var run = await CommandLine.RunAsync("map", "plan", "--map", _map.Path, "--right", "deletion", "--identity", "email=a@b.example");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("rows are deleted (crm.yml:", run.Output);
        Assert.Contains("DELETE FROM", run.Output);
        Assert.Contains("masked: email (null_rewrite)", run.Output);
        Assert.Contains("UPDATE", run.Output);
        Assert.DoesNotContain("a@b.example", run.Output);
    }

    [Theory]
    [InlineData("email")]
    [InlineData("=value")]
    [InlineData("email=")]
    public async Task An_identity_without_name_and_value_is_wrong_usage(string identity)
    {
        var run = await CommandLine.RunAsync("map", "plan", "--map", _map.Path, "--right", "access", "--identity", identity);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("NAME=VALUE", run.Error);
    }
}
