using System.Collections.Concurrent;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using PrivacyFunctions.Tests.Local.Durable.Suite;

namespace PrivacyFunctions.Tests.Local.Durable;

public sealed class EngineLogTests
{
    private const string Canary = "canary-7f3a";

    [Fact]
    public async Task The_log_names_instances_and_functions_but_never_what_they_carry()
    {
        using var log = new CollectedLog();
        await using (var host = await LocalDurableHost.StartAsync(Functions(), loggers: log))
        {
            var options = new StartOrchestrationOptions("the-id") { Tags = new Dictionary<string, string> { ["tag"] = Canary } };
            await host.Client.ScheduleNewOrchestrationInstanceAsync("Carry", Canary, options);
            await host.Client.RaiseEventAsync("the-id", "Go", Canary);
            await host.Client.EndAsync("the-id");
        }

        Assert.Contains(log.Lines, line => line.Contains("the-id", StringComparison.Ordinal) && line.Contains("Carry", StringComparison.Ordinal));
        Assert.Contains(log.Lines, line => line.Contains("IOException", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => line.Contains(Canary, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_orchestrators_replay_safe_logger_writes_each_line_once()
    {
        using var log = new CollectedLog();
        var functions = new TestFunctions()
            .Activity<int, int>("Echo", n => n)
            .Orchestrator("Talk", async context =>
            {
                var logger = context.CreateReplaySafeLogger("talk");
                for (var i = 0; i < 3; i++)
                {
                    Said(logger, i);
                    await context.CallActivityAsync<int>("Echo", i);
                }

                return 0;
            });
        await using var host = await LocalDurableHost.StartAsync(functions, new() { KeepInMemory = TimeSpan.Zero }, loggers: log);
        await host.Client.EndAsync(await host.Client.ScheduleNewOrchestrationInstanceAsync("Talk"));
        Assert.Equal(["said 0", "said 1", "said 2"], log.Lines.Where(line => line.StartsWith("said", StringComparison.Ordinal)));
    }

    private static readonly Action<ILogger, int, Exception?> Say = LoggerMessage.Define<int>(LogLevel.Information, new EventId(1), "said {Number}");

    private static void Said(ILogger logger, int number) => Say(logger, number, null);

    private static TestFunctions Functions() => new TestFunctions()
        .Activity<string, string>("Echo", text => text)
        .Activity<string, string>("Fail", text => throw new IOException(text))
        .Orchestrator<string, string>("Carry", async (context, text) =>
        {
            context.SetCustomStatus(text);
            try
            {
                await context.CallActivityAsync<string>("Fail", await context.CallActivityAsync<string>("Echo", (object)text));
            }
            catch (TaskFailedException)
            {
                text += await context.WaitForExternalEvent<string>("Go");
            }

            return text;
        });

    private sealed class CollectedLog : ILoggerFactory, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue(formatter(state, exception) + exception);

        public void Dispose()
        {
        }
    }
}
