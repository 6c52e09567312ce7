using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using PrivacyFunctions.Tests.Local.Durable.Suite;

namespace PrivacyFunctions.Tests.Local.Durable.Crashes;

/// <summary>One orchestration with every kind of step, whose result shows whether each happened as it should.</summary>
internal static class CrashScenario
{
    public const string Expected = "1,2,3,100,5";

    public static TestFunctions Functions() => new TestFunctions()
        .Activity<int, int>("Increment", n => n + 1)
        .Activity<int, int>("Fail", _ => throw new IOException("E"))
        .Orchestrator<int, int>("Child", async (context, n) => await context.CallActivityAsync<int>("Increment", n))
        .Orchestrator<int, string>("Everything", RunAsync);

    /// <summary>Starts it as a client does that tries again when it was told of a failure.</summary>
    public static async Task StartAsync(DurableTaskClient client, string id)
    {
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync("Everything", 0, new StartOrchestrationOptions(id));
        }
        catch (InvalidOperationException)
        {
            // It was stored all the same.
        }
    }

    public static Task SignalAsync(DurableTaskClient client, string id) => client.RaiseEventAsync(id, "Go", 100);

    private static async Task<string> RunAsync(TaskOrchestrationContext context, int round)
    {
        var one = await context.CallActivityAsync<int>("Increment", 0);
        if (round == 0)
        {
            context.ContinueAsNew(1);
            return "never";
        }

        context.SetCustomStatus("second");
        var pair = await Task.WhenAll(context.CallActivityAsync<int>("Increment", one), context.CallSubOrchestratorAsync<int>("Child", 2));
        await context.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None);
        var told = await context.WaitForExternalEvent<int>("Go");
        var attempts = 0;
        try
        {
            await context.CallActivityAsync<int>("Fail", 1, TaskOptions.FromRetryHandler(retry => (attempts = retry.LastAttemptNumber) < 2));
        }
        catch (TaskFailedException)
        {
            attempts += 3;
        }

        return string.Join(',', one, pair[0], pair[1], told, attempts);
    }
}
