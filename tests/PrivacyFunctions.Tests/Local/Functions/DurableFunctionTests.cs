using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using PrivacyFunctions.Requests.Faults;

namespace PrivacyFunctions.Tests.Local.Functions;

public sealed class DurableFunctionTests : IAsyncLifetime
{
    private const string Canary = "canary-ada@example.org";

    private FunctionServer _host = null!;

    private DurableTaskClient Client => _host.Server.Services.GetRequiredService<DurableTaskClient>();

    public async Task InitializeAsync() => _host = await FunctionServer.StartAsync(
        new Dictionary<string, string?>(), services => services.AddScoped<Greeter>(), typeof(Functions));

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task An_HTTP_function_starts_an_orchestration_whose_activities_get_input_context_and_services()
    {
        var id = await _host.Client.GetStringAsync("start/Ada");

        var done = await Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, CancellationToken.None);

        Assert.Equal($"Hello Ada from {id} in Greet", done.ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_activity_without_input_and_one_without_result_run_too()
    {
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("Quiet", CancellationToken.None);
        var done = await Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, CancellationToken.None);
        Assert.Equal("nothing in, nothing out", done.ReadOutputAs<string>());
    }

    [Theory]
    [InlineData("own", "busy")]
    [InlineData("foreign", "unexpected")]
    [InlineData("wrapped", "unexpected")]
    public async Task A_failed_activity_lets_out_a_code_and_nothing_else(string kind, string code)
    {
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("Fails", kind, CancellationToken.None);
        var done = await Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, CancellationToken.None);

        Assert.Equal($"{typeof(ActivityFault).FullName}: {code}, inner: none", done.ReadOutputAs<string>());
        await _host.Server.StopAsync(CancellationToken.None);
        foreach (var file in Directory.GetFiles(_host.Folder, "privacy.db*"))
            Assert.Equal(-1, (await ReadSharedAsync(file)).AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(Canary)));
        Assert.DoesNotContain(_host.Log.Lines, l => l.Contains(Canary, StringComparison.Ordinal));
    }

    private static async Task<byte[]> ReadSharedAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes);
        return bytes;
    }

    public sealed class Greeter
    {
        public string Greeting { get; } = "Hello";
    }

    public sealed class Functions(Greeter greeter)
    {
        [Function("Start")]
        public static async Task<string> StartAsync(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "start/{name}")] HttpRequest http,
            string name,
            [DurableClient] DurableTaskClient client,
            CancellationToken cancellation)
        {
            ArgumentNullException.ThrowIfNull(http);
            return await client.ScheduleNewOrchestrationInstanceAsync("Welcome", name, cancellation);
        }

        [Function("Welcome")]
        public static Task<string> WelcomeAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallActivityAsync<string>("Greet", context.GetInput<string>());

        [Function("Greet")]
        public string Greet([ActivityTrigger] string name, string instanceId, FunctionContext context, CancellationToken cancellation)
        {
            cancellation.ThrowIfCancellationRequested();
            return $"{greeter.Greeting} {name} from {instanceId} in {context.FunctionDefinition.Name}";
        }

        [Function("Quiet")]
        public static async Task<string> QuietAsync([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await context.CallActivityAsync("Nothing");
            return "nothing in, nothing out";
        }

        [Function("Nothing")]
        public static Task NothingAsync([ActivityTrigger] object? input)
        {
            Assert.Null(input);
            return Task.CompletedTask;
        }

        [Function("Fails")]
        public static async Task<string> FailsAsync([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            try
            {
                await context.CallActivityAsync("Fail", context.GetInput<string>());
                return "did not fail";
            }
            catch (TaskFailedException failure)
            {
                var details = failure.FailureDetails;
                return $"{details.ErrorType}: {details.ErrorMessage}, inner: {details.InnerFailure?.ErrorMessage ?? "none"}";
            }
        }

        [Function("Fail")]
        public static Task FailAsync([ActivityTrigger] string kind) => kind switch
        {
            "own" => throw new ActivityFault(FaultCode.Busy),
            "foreign" => throw new InvalidOperationException(Canary),
            _ => throw new AggregateException(Canary, new InvalidOperationException(Canary)),
        };
    }
}
