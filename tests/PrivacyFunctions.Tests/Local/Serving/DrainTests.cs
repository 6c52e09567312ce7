using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using PrivacyFunctions.Local.Messaging;
using PrivacyFunctions.Tests.Local.Functions;

namespace PrivacyFunctions.Tests.Local.Serving;

public sealed class DrainTests : IAsyncLifetime
{
    private readonly Gates _gates = new();
    private FunctionServer _host = null!;

    private DurableTaskClient Orchestrations => _host.Server.Services.GetRequiredService<DurableTaskClient>();

    public async Task InitializeAsync() =>
        _host = await FunctionServer.StartAsync(new Dictionary<string, string?>(), services => services.AddSingleton(_gates), typeof(Slow));

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_drain_finishes_what_is_in_flight_over_HTTP_queue_and_engine_and_accepts_nothing_new()
    {
        var request = _host.Client.GetStringAsync("slow");
        await _host.Broker.SendAsync(new OutgoingMessage("slow", "m1", "{}"), CancellationToken.None);
        var instance = await Orchestrations.ScheduleNewOrchestrationInstanceAsync("Long", CancellationToken.None);
        await Task.WhenAll(_gates.Request.Begun.Task, _gates.Message.Begun.Task, _gates.Activity.Begun.Task);

        var stopping = _host.Server.StopAsync(CancellationToken.None);
        Assert.False(stopping.IsCompleted);
        using (var late = new HttpClient { BaseAddress = _host.Client.BaseAddress })
        {
            // The listener closes soon after the drain began, not necessarily within the same instant.
            while (await Record.ExceptionAsync(() => late.GetAsync("slow-not")) is null) await Task.Yield();
        }

        _gates.Request.Open.SetResult();
        Assert.Equal("done", await request);
        _gates.Message.Open.SetResult();
        _gates.Activity.Open.SetResult();
        await stopping;

        await _host.RestartAsync();
        Assert.Equal(new QueueCounts(0, 0, 0), await _host.Broker.CountAsync("slow", CancellationToken.None));
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await Orchestrations.WaitForInstanceCompletionAsync(instance, CancellationToken.None)).RuntimeStatus);
        Assert.Equal(1, _gates.Activity.Times);
    }

    [Fact]
    public async Task What_outlasts_the_limit_is_given_back_and_done_at_the_next_start()
    {
        await _host.RestartAsync(drainLimit: TimeSpan.FromMilliseconds(200));
        await _host.Broker.SendAsync(new OutgoingMessage("slow", "m1", "{}"), CancellationToken.None);
        var instance = await Orchestrations.ScheduleNewOrchestrationInstanceAsync("Long", CancellationToken.None);
        await Task.WhenAll(_gates.Message.Begun.Task, _gates.Activity.Begun.Task);

        await _host.Server.StopAsync(CancellationToken.None);
        _gates.Message.Open.SetResult();
        _gates.Activity.Open.SetResult();
        await _host.RestartAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await Orchestrations.WaitForInstanceCompletionAsync(instance, CancellationToken.None)).RuntimeStatus);
        while ((await _host.Broker.CountAsync("slow", CancellationToken.None)).Active > 0) await Task.Yield();
        Assert.Equal((2, 2), (_gates.Message.Times, _gates.Activity.Times));
    }

    public sealed class Gate
    {
        private int _times;

        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Open { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Times => _times;

        public async Task PassAsync(CancellationToken cancellation)
        {
            Interlocked.Increment(ref _times);
            Begun.TrySetResult();
            await Open.Task.WaitAsync(cancellation);
        }
    }

    public sealed class Gates
    {
        public Gate Request { get; } = new();

        public Gate Message { get; } = new();

        public Gate Activity { get; } = new();
    }

    public sealed class Slow(Gates gates)
    {
        [Function("SlowRequest")]
        public async Task<string> RequestAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "slow")] HttpRequest http, CancellationToken cancellation)
        {
            ArgumentNullException.ThrowIfNull(http);
            await gates.Request.PassAsync(cancellation);
            return "done";
        }

        [Function("SlowMessage")]
        public Task MessageAsync([ServiceBusTrigger("slow")] string body, CancellationToken cancellation)
        {
            Assert.Equal("{}", body);
            return gates.Message.PassAsync(cancellation);
        }

        [Function("Long")]
        public static Task LongAsync([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync("SlowActivity");

        [Function("SlowActivity")]
        public Task ActivityAsync([ActivityTrigger] object? input, CancellationToken cancellation)
        {
            Assert.Null(input);
            return gates.Activity.PassAsync(cancellation);
        }
    }
}
