using System.Text.Json.Serialization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Faults;

namespace PrivacyFunctions.Tests.Architecture.Fixtures;

public enum StepState
{
    Done,
}

public sealed record StepDone(string Dataset, long Count, IReadOnlyList<StepState> States, DateTimeOffset? At);

public sealed record StepInput(string RequestId, string CustomerEmail);

public sealed record StepOutput(StepDone Done, Personal Name, object Rest);

public sealed class CleanActivity(ActivityBoundary boundary)
{
    public Task<StepDone> RunAsync([ActivityTrigger] RequestWork work, CancellationToken cancellation) =>
        boundary.RunAsync("clean", RequestId.Parse(work.RequestId), () => Task.FromResult(new StepDone("x", 1, [], null)));
}

public sealed class TellingActivity
{
    public Task<StepOutput> RunAsync([ActivityTrigger] StepInput input, CancellationToken cancellation) => throw new InvalidOperationException(input.CustomerEmail);
}

public sealed class TellingOrchestrator
{
    public async Task<PartyDocument?> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        context.GetInput<StepInput>();
        await context.WaitForExternalEvent<byte[]>("x");
        await context.WaitForExternalEvent<Stream>("y");
        return null;
    }
}

[JsonSerializable(typeof(StepDone))]
[JsonSerializable(typeof(StepInput))]
public sealed partial class TellingJson : JsonSerializerContext;

public sealed partial class TellingLog(ILogger<TellingLog> logger)
{
    public void Write(StepInput input) => logger.LogInformation("Got {@Input}", input);

    [LoggerMessage(1, LogLevel.Information, "Has {@Input}")]
    public partial void Has(StepInput input);
}
