using System.Collections.Immutable;
using System.Text;

namespace Microsoft.DurableTask.Client;

public sealed class OrchestrationMetadata
{
    private const int LongestShownPayload = 50;

    public OrchestrationMetadata(string name, string instanceId) => (Name, InstanceId) = (name, instanceId);

    public string Name { get; }

    public string InstanceId { get; }

    public DataConverter? DataConverter { get; init; }

    public OrchestrationRuntimeStatus RuntimeStatus { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset LastUpdatedAt { get; init; }

    public string? SerializedInput { get; init; }

    public string? SerializedOutput { get; init; }

    public string? SerializedCustomStatus { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary<string, string>.Empty;

    public TaskFailureDetails? FailureDetails { get; init; }

    public bool IsRunning => RuntimeStatus is OrchestrationRuntimeStatus.Running;

    public bool IsCompleted => RuntimeStatus
        is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;

    public T? ReadInputAs<T>() => Read<T>(SerializedInput);

    public T? ReadOutputAs<T>() => Read<T>(SerializedOutput);

    public T? ReadCustomStatusAs<T>() => Read<T>(SerializedCustomStatus);

    public override string ToString()
    {
        var text = new StringBuilder($"[Name: '{Name}', ID: '{InstanceId}', RuntimeStatus: {RuntimeStatus},");
        text.Append($" CreatedAt: {CreatedAt:s}, LastUpdatedAt: {LastUpdatedAt:s}");
        if (SerializedInput is not null)
            text.Append($", Input: '{Shorten(SerializedInput)}'");
        if (SerializedOutput is not null)
            text.Append($", Output: '{Shorten(SerializedOutput)}'");
        if (FailureDetails is not null)
            text.Append($", FailureDetails: '{FailureDetails.ErrorType} - {Shorten(FailureDetails.ErrorMessage)}'");
        return text.Append(']').ToString();
    }

    private static string Shorten(string payload) =>
        payload.Length > LongestShownPayload ? payload[..LongestShownPayload] + "..." : payload;

    private T? Read<T>(string? payload) => DataConverter is null
        ? throw new InvalidOperationException("The instance was read without its inputs and outputs.")
        : DataConverter.Deserialize<T>(payload);
}
