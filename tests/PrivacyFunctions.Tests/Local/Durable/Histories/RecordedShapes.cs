using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using PrivacyFunctions.Tests.Local.Durable.Suite;

namespace PrivacyFunctions.Tests.Local.Durable.Histories;

/// <summary>
/// One orchestrator per shape of history. Their histories are recorded once and kept: whatever the engine becomes, it must replay
/// them. Never change one of these; add another.
/// </summary>
internal static class RecordedShapes
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(5);

    public static IReadOnlyDictionary<string, Func<TaskOrchestrationContext, Task<object?>>> Orchestrators { get; } =
        new Dictionary<string, Func<TaskOrchestrationContext, Task<object?>>>
        {
            ["Immediate"] = context => Task.FromResult<object?>(context.GetInput<int>() + 1),
            ["Broken"] = _ => throw new InvalidOperationException("broken"),
            ["Sequence"] = SequenceAsync,
            ["FanOut"] = FanOutAsync,
            ["FirstOfTwo"] = FirstOfTwoAsync,
            ["CaughtFailure"] = CaughtFailureAsync,
            ["RetriedByPolicy"] = async context =>
                await context.CallActivityAsync<int>("FailUntilThird", context.InstanceId, new TaskOptions(new RetryPolicy(5, Moment, 2))),
            ["RetriedByHandler"] = async context => await context.CallActivityAsync<int>(
                "FailUntilThird", context.InstanceId, TaskOptions.FromRetryHandler(retry => retry.LastAttemptNumber < 5)),
            ["Timer"] = TimerAsync,
            ["CancelledTimer"] = CancelledTimerAsync,
            ["Events"] = EventsAsync,
            ["EventInTime"] = async context => await context.WaitForExternalEvent<string>("Go", TimeSpan.FromDays(365)),
            ["EventTooLate"] = EventTooLateAsync,
            ["Parent"] = async context => await context.CallSubOrchestratorAsync<int>("Immediate", 1),
            ["ParentOfBroken"] = ParentOfBrokenAsync,
            ["ContinuedAsNew"] = ContinuedAsNewAsync,
            ["SuspendedAndResumed"] = async context => await context.WaitForExternalEvent<string>("Go"),
            ["Terminated"] = async context => await context.WaitForExternalEvent<string>("Never"),
            ["Sender"] = SenderAsync,
            ["Ids"] = IdsAsync,
            ["LongLoop"] = LongLoopAsync,
        };

    public static TestFunctions Functions()
    {
        var failures = new System.Collections.Concurrent.ConcurrentDictionary<string, int>();
        var functions = new TestFunctions()
            .Activity<int, int>("Increment", n => n + 1)
            .Activity<string, int>("Fail", code => throw new InvalidOperationException(code))
            .Activity<string, int>("FailUntilThird", id =>
                failures.AddOrUpdate(id, 1, (_, n) => n + 1) is var n && n < 3 ? throw new IOException($"failure {n}") : n);
        foreach (var (name, run) in Orchestrators) functions.Orchestrator(name, context => run(context));
        return functions;
    }

    /// <summary>What clients do meanwhile.</summary>
    public static async Task DriveAsync(DurableTaskClient client, string shape, string id)
    {
        switch (shape)
        {
            case "Events":
                await client.RaiseEventAsync(id, "Item", "early");
                await client.UntilStatusAsync(id, "listening");
                await client.RaiseEventAsync(id, "Go", "now");
                break;
            case "EventInTime":
                await client.RaiseEventAsync(id, "Go", "in time");
                break;
            case "SuspendedAndResumed":
                await client.SuspendInstanceAsync(id, "pause");
                await client.UntilAsync(id, OrchestrationRuntimeStatus.Suspended);
                await client.RaiseEventAsync(id, "Go", "held");
                await client.ResumeInstanceAsync(id, "on");
                break;
            case "Terminated":
                await client.UntilAsync(id, OrchestrationRuntimeStatus.Running);
                await client.TerminateInstanceAsync(id, "stopped");
                break;
        }
    }

    private static async Task<object?> SequenceAsync(TaskOrchestrationContext context)
    {
        var n = context.GetInput<int>();
        for (var i = 0; i < 5; i++) n = await context.CallActivityAsync<int>("Increment", n);
        return n;
    }

    private static async Task<object?> FanOutAsync(TaskOrchestrationContext context) =>
        (await Task.WhenAll(Enumerable.Range(0, 8).Select(i => context.CallActivityAsync<int>("Increment", i)))).Sum();

    private static async Task<object?> FirstOfTwoAsync(TaskOrchestrationContext context)
    {
        var timer = context.CreateTimer(TimeSpan.FromDays(365), CancellationToken.None);
        var call = context.CallActivityAsync<int>("Increment", 1);
        return await Task.WhenAny(timer, call) == call ? await call : -1;
    }

    private static async Task<object?> CaughtFailureAsync(TaskOrchestrationContext context)
    {
        try
        {
            return await context.CallActivityAsync<int>("Fail", "E1");
        }
        catch (TaskFailedException failure)
        {
            return failure.FailureDetails.ErrorMessage;
        }
    }

    private static async Task<object?> TimerAsync(TaskOrchestrationContext context)
    {
        context.SetCustomStatus("waiting");
        await context.CreateTimer(Moment, CancellationToken.None);
        return await context.CallActivityAsync<int>("Increment", 1);
    }

    private static async Task<object?> CancelledTimerAsync(TaskOrchestrationContext context)
    {
        using var cancellation = new CancellationTokenSource();
        var timer = context.CreateTimer(TimeSpan.FromDays(365), cancellation.Token);
        await context.CallActivityAsync<int>("Increment", 1);
        cancellation.Cancel();
        return timer.IsCanceled;
    }

    private static async Task<object?> EventsAsync(TaskOrchestrationContext context)
    {
        context.SetCustomStatus("listening");
        var told = await context.WaitForExternalEvent<string>("Go");
        return told + await context.WaitForExternalEvent<string>("Item");
    }

    private static async Task<object?> EventTooLateAsync(TaskOrchestrationContext context)
    {
        try
        {
            return await context.WaitForExternalEvent<string>("Never", Moment);
        }
        catch (TaskCanceledException)
        {
            return "too late";
        }
    }

    private static async Task<object?> ParentOfBrokenAsync(TaskOrchestrationContext context)
    {
        try
        {
            return await context.CallSubOrchestratorAsync<int>("Broken", options: new SubOrchestrationOptions(instanceId: context.InstanceId + "-child"));
        }
        catch (TaskFailedException failure)
        {
            return failure.FailureDetails.ErrorType;
        }
    }

    private static async Task<object?> ContinuedAsNewAsync(TaskOrchestrationContext context)
    {
        var n = await context.CallActivityAsync<int>("Increment", context.GetInput<int>());
        if (n < 3) context.ContinueAsNew(n);
        return n;
    }

    private static async Task<object?> SenderAsync(TaskOrchestrationContext context)
    {
        context.SendEvent("nobody", "Go", 1);
        await context.CallActivityAsync<int>("Increment", 1);
        context.SendEvent("nobody", "Go", 2);
        return true;
    }

    private static async Task<object?> IdsAsync(TaskOrchestrationContext context)
    {
        var first = context.NewGuid();
        await context.CallActivityAsync<int>("Increment", 1);
        return $"{first} {context.NewGuid()} {context.CurrentUtcDateTime:O}";
    }

    private static async Task<object?> LongLoopAsync(TaskOrchestrationContext context)
    {
        var n = 0;
        for (var i = 0; i < 60; i++)
        {
            n = await context.CallActivityAsync<int>("Increment", n);
            if (i % 20 == 0) await context.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None);
        }

        return n;
    }
}
