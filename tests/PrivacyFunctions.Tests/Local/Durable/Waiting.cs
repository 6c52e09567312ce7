using Microsoft.DurableTask.Client;

namespace PrivacyFunctions.Tests.Local.Durable;

/// <summary>Waits, with a limit, for what the engine brings about on its own threads.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static async Task UntilAsync(Func<Task<bool>> isReached)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!await isReached()) await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, limit.Token);
    }

    public static Task UntilAsync(Func<bool> isReached) => UntilAsync(() => Task.FromResult(isReached()));

    public static Task UntilStatusAsync(this DurableTaskClient client, string id, string customStatus) => UntilAsync(async () =>
        (await client.GetInstanceAsync(id, getInputsAndOutputs: true))?.SerializedCustomStatus == $"\"{customStatus}\"");

    public static Task UntilAsync(this DurableTaskClient client, string id, OrchestrationRuntimeStatus status) => UntilAsync(async () =>
        (await client.GetInstanceAsync(id))?.RuntimeStatus == status);

    public static async Task<OrchestrationMetadata> EndAsync(this DurableTaskClient client, string id)
    {
        using var limit = new CancellationTokenSource(Limit);
        return await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, limit.Token);
    }

    public static Task WithinLimitAsync(this Task task) => task.WaitAsync(Limit);

    public static Task<T> WithinLimitAsync<T>(this Task<T> task) => task.WaitAsync(Limit);
}
