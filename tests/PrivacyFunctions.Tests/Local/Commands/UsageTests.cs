using PrivacyFunctions.Local.Commands;

namespace PrivacyFunctions.Tests.Local.Commands;

public sealed class UsageTests
{
    public static TheoryData<string> Verbs => new("demo", "serve", "map check", "map plan", "bundle verify", "audit verify", "restore", "events");

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Every_verb_has_help_with_examples_that_begin_with_itself(string verb)
    {
        var run = await CommandLine.RunAsync([.. verb.Split(' '), "--help"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
        var examples = run.Output[run.Output.IndexOf("Examples:", StringComparison.Ordinal)..].Split('\n').Skip(1).Where(line => line.Trim().Length > 0);
        Assert.NotEmpty(examples);
        Assert.All(examples, example => Assert.StartsWith($"  privacy {verb}", example));
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task An_unknown_option_is_wrong_usage_and_says_where_help_is(string verb)
    {
        var run = await CommandLine.RunAsync([.. verb.Split(' '), "--no-such-option"]);

        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Contains("'--no-such-option'", run.Error);
        Assert.Contains($"'privacy {verb} --help'", run.Error);
    }

    [Theory]
    [InlineData]
    [InlineData("map")]
    [InlineData("no-such-verb")]
    [InlineData("audit")]
    [InlineData("audit", "verify", "surplus")]
    [InlineData("restore", "surplus")]
    [InlineData("demo", "--out")]
    [InlineData("serve", "--urls", "nonsense")]
    [InlineData("serve", "--urls", "ftp://127.0.0.1")]
    [InlineData("serve", "--urls", "")]
    [InlineData("serve", "surplus")]
    [InlineData("events", "--follow", "perhaps")]
    public async Task Wrong_usage_exits_with_2_and_prints_nothing_but_the_error(params string[] arguments)
    {
        var run = await CommandLine.RunAsync(arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.NotEmpty(run.Error);
    }

    [Theory]
    [InlineData("'privacy' needs a command: demo, serve, map, bundle, restore, audit, events.")]
    [InlineData("'privacy' has no command 'serv'; it has demo, serve, map, bundle, restore, audit, events.", "serv")]
    [InlineData("'privacy map' needs a command: check, plan.", "map")]
    [InlineData("'privacy map' has no command 'chek'; it has check, plan.", "map", "chek", "--map", "x")]
    public async Task Without_a_command_it_says_which_there_are(string sentence, params string[] arguments)
    {
        var run = await CommandLine.RunAsync(arguments);

        Assert.Equal(sentence, run.Error.Split(Environment.NewLine)[0]);
    }

    [Fact]
    public async Task Help_lists_every_verb()
    {
        var run = await CommandLine.RunAsync("--help");

        Assert.Equal(0, run.ExitCode);
        foreach (var verb in Verbs) Assert.Contains($"\n  {verb.Split(' ')[0]} ", run.Output);
    }

    [Fact]
    public async Task An_argument_that_begins_with_an_at_sign_is_not_read_as_a_file()
    {
        var run = await CommandLine.RunAsync("events", "--data", "@/etc/hostname");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("@/etc/hostname", run.Error);
    }

    [Fact]
    public async Task An_interrupted_verb_says_so_instead_of_crashing()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();

        var code = await PrivacyCommand.RunAsync(
            ["map", "check", "--map", AppContext.BaseDirectory], Terminal.Plain(output, error), new CancellationToken(canceled: true));

        Assert.Equal(1, code);
        Assert.DoesNotContain("unforeseen", error.ToString());
    }
}
