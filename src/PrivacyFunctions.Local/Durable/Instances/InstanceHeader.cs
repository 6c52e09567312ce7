using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using PrivacyFunctions.Local.Durable.Execution;

namespace PrivacyFunctions.Local.Durable.Instances;

/// <summary>The row of an instance, as far as deciding needs it.</summary>
internal sealed record InstanceHeader
{
    public required long Key { get; init; }

    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Version { get; init; }

    public required OrchestrationRuntimeStatus Status { get; init; }

    public required int Generation { get; init; }

    public required long FirstTask { get; init; }

    public string? Input { get; init; }

    public ParentLink? Parent { get; init; }

    public ExecutionIdentity Identity => new(
        Id, Name, Version, Generation, Input, Parent is null ? null : new ParentOrchestrationInstance(Parent.Name, Parent.Id));
}

/// <summary>Which task of which execution waits for this instance.</summary>
internal sealed record ParentLink(long Key, int Task, int Generation, string Id, string Name);
