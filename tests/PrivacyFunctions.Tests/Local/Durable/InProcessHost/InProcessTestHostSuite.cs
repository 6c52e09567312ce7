using System.Net;
using System.Net.Sockets;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Testing;
using PrivacyFunctions.Tests.Local.Durable.Suite;

namespace PrivacyFunctions.Tests.Local.Durable.InProcessHost;

/// <summary>The same suite on Microsoft's own in-process host; compiled with the real packages only (<c>AzurePackages=nuget</c>).</summary>
public sealed class InProcessTestHostSuite : DurableSuite
{
    protected override async Task<IDurableHost> StartAsync(TestFunctions functions)
    {
        var options = new DurableTaskTestHostOptions { Port = FreePort() };
        return new Host(await DurableTaskTestHost.StartAsync(tasks => Register(functions, new Registry(tasks)), options));
    }

    private static void Register(TestFunctions functions, Registry registry)
    {
        foreach (var registration in functions.Registrations) registration.Register(registry);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class Host(DurableTaskTestHost host) : IDurableHost
    {
        public DurableTaskClient Client => host.Client;

        public ValueTask DisposeAsync() => host.DisposeAsync();
    }

    private sealed class Registry(DurableTaskRegistry tasks) : IFunctionHost
    {
        public void Orchestrator<TInput, TOutput>(string name, Func<TaskOrchestrationContext, TInput, Task<TOutput>> run) =>
            tasks.AddOrchestratorFunc<TInput, TOutput>(name, async (context, input) => await run(context, input!));

        public void Activity<TInput, TOutput>(string name, Func<TInput, Task<TOutput>> run) =>
            tasks.AddActivityFunc<TInput, TOutput>(name, async (_, input) => await run(input!));
    }
}
