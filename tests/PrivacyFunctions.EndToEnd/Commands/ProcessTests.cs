namespace PrivacyFunctions.EndToEnd.Commands;

public sealed class ProcessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--help")]
    [InlineData("demo", "--help")]
    [InlineData("serve", "--help")]
    [InlineData("map", "check", "--help")]
    [InlineData("map", "plan", "--help")]
    [InlineData("bundle", "verify", "--help")]
    [InlineData("events", "--help")]
    public async Task Help_goes_to_standard_output_without_escape_sequences(params string[] arguments)
    {
        var run = await PrivacyTool.RunAsync(_folder.Path, arguments);

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
        Assert.Contains("privacy", run.Output);
        Assert.DoesNotContain('\u001b', run.Output);
    }

    [Theory]
    [InlineData("serve", "--urls", "nonsense")]
    [InlineData("map", "check")]
    [InlineData("map", "plan", "--map", ".", "--right", "access")]
    [InlineData("map", "plan", "--map", ".", "--right", "forgetting", "--identity", "email=a@b.example")]
    [InlineData("map", "plan", "--map", ".", "--right", "access", "--identity", "email")]
    [InlineData("bundle", "verify")]
    [InlineData("demo", "--speed", "9")]
    public async Task Wrong_usage_exits_with_2_and_speaks_on_standard_error(params string[] arguments)
    {
        var run = await PrivacyTool.RunAsync(_folder.Path, arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Contains("--help", run.Error);
    }

    [Theory]
    [InlineData("map", "check", "--map", "nowhere")]
    [InlineData("map", "plan", "--map", "nowhere", "--right", "access", "--identity", "email=a@b.example")]
    [InlineData("bundle", "verify", "nowhere.zip")]
    [InlineData("events", "--data", "nowhere")]
    [InlineData("serve", "--map", "nowhere", "--urls", "http://127.0.0.1:0")]
    public async Task What_is_not_there_is_named_and_exits_with_1(params string[] arguments)
    {
        var run = await PrivacyTool.RunAsync(_folder.Path, arguments);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("nowhere", run.Error);
        Assert.DoesNotContain("   at ", run.Error);
    }
}
