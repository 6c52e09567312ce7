namespace PrivacyFunctions.Tests.Local.Durable.Crashes;

/// <summary>The process that is killed: starts orchestrations without end and says which ones it was promised.</summary>
internal static class CrashHost
{
    private const int Lanes = 8;

    public static async Task<int> RunAsync(string path)
    {
        await using var host = await LocalDurableHost.StartAsync(CrashScenario.Functions(), path: path);
        await Task.WhenAll(Enumerable.Range(0, Lanes).Select(_ => WorkAsync(host)));
        return 0;
    }

    private static async Task WorkAsync(LocalDurableHost host)
    {
        while (true)
        {
            var id = Guid.NewGuid().ToString("N");
            await CrashScenario.StartAsync(host.Client, id);
            Console.WriteLine(id);
            await CrashScenario.SignalAsync(host.Client, id);
            await host.Client.EndAsync(id);
        }
    }
}
