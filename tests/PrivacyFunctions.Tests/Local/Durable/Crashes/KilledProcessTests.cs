using System.Diagnostics;
using Microsoft.DurableTask.Client;

namespace PrivacyFunctions.Tests.Local.Durable.Crashes;

/// <summary>kill -9 at random moments under load, again and again over the same file, compared with what clients were promised.</summary>
public sealed class KilledProcessTests : IDisposable
{
    private const int Kills = 12;

    private readonly TemporaryFolder _directory = new();
    private readonly Random _random = new(20261123);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task What_was_promised_before_a_kill_is_finished_once()
    {
        var path = _directory.File("p.db");
        var promised = new List<string>();
        for (var i = 0; i < Kills; i++) promised.AddRange(await RunAndKillAsync(path));

        await using var host = await LocalDurableHost.StartAsync(CrashScenario.Functions(), path: path);
        Assert.Equal("ok", await host.Database.ReadAsync(s => s.First("PRAGMA integrity_check", r => r.Text(0)), default));
        var all = await InstancesAsync(host.Client);
        Assert.True(promised.Count >= Kills);
        Assert.Empty(promised.Except(all));
        foreach (var id in all) await CrashScenario.SignalAsync(host.Client, id);
        foreach (var id in all) await AssertFinishedAsync(host, id);
    }

    private static async Task<List<string>> InstancesAsync(DurableTaskClient client)
    {
        var ids = new List<string>();
        await foreach (var instance in client.GetAllInstancesAsync())
            if (instance.Name == "Everything") ids.Add(instance.InstanceId);
        return ids;
    }

    private static async Task AssertFinishedAsync(LocalDurableHost host, string id)
    {
        var ended = await host.Client.EndAsync(id);
        Assert.True(ended.RuntimeStatus == OrchestrationRuntimeStatus.Completed, ended.ToString());
        Assert.Equal(CrashScenario.Expected, ended.ReadOutputAs<string>());
        StoredHistory.AssertConsistent(await StoredHistory.OfAsync(host.Database, id));
    }

    private async Task<List<string>> RunAndKillAsync(string path)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (var argument in (string[])["exec", typeof(CrashHost).Assembly.Location, "crash-host", path]) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var promised = new List<string>();
        if (await process.StandardOutput.ReadLineAsync().WithinLimitAsync() is { } first) promised.Add(first);
        await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(1, 150)), TimeProvider.System);
        process.Kill();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            if (line.Length == 32) promised.Add(line);
        await process.WaitForExitAsync();
        return promised;
    }
}
