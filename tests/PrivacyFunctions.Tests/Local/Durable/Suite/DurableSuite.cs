using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace PrivacyFunctions.Tests.Local.Durable.Suite;

/// <summary>
/// What every host of orchestrations must do, written against the public API alone. One subclass per host and setting says how to
/// start it.
/// </summary>
public abstract partial class DurableSuite
{
    private protected static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(40);

    protected abstract Task<IDurableHost> StartAsync(TestFunctions functions);

    private protected static CancellationToken Limit() => new CancellationTokenSource(TimeSpan.FromSeconds(90)).Token;

    private protected static Task<OrchestrationMetadata> EndAsync(IDurableHost host, string id) =>
        host.Client.WaitForInstanceCompletionAsync(id, true, Limit());

    private protected static async Task<OrchestrationMetadata> RunAsync(IDurableHost host, string name, object? input = null)
    {
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync(name, input);
        return await EndAsync(host, id);
    }

    private protected static async Task<T?> ResultAsync<T>(IDurableHost host, string name, object? input = null)
    {
        var ended = await RunAsync(host, name, input);
        Assert.True(ended.RuntimeStatus == OrchestrationRuntimeStatus.Completed, ended.ToString());
        return ended.ReadOutputAs<T>();
    }

    // Waits for a state that the orchestrator announces by its custom status.
    private protected static async Task UntilStatusAsync(IDurableHost host, string id, string status)
    {
        var limit = Limit();
        while ((await host.Client.GetInstanceAsync(id, true, limit))?.SerializedCustomStatus?.Trim('"') != status)
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, limit);
    }

    private protected static async Task UntilAsync(IDurableHost host, string id, OrchestrationRuntimeStatus status)
    {
        var limit = Limit();
        while ((await host.Client.GetInstanceAsync(id, false, limit))?.RuntimeStatus != status)
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, limit);
    }

    private protected static string NewId() => Guid.NewGuid().ToString("N");
}
