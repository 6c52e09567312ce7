using Microsoft.DurableTask.Client;
using PrivacyFunctions.Local.Durable.Instances;
using PrivacyFunctions.Local.Storage;

namespace PrivacyFunctions.Local.Durable.Client;

/// <summary>Begins an instance unless one of the same id stands in the way.</summary>
internal static class InstanceStart
{
    private static readonly OrchestrationRuntimeStatus[] NotEnded =
        [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended];

    /// <summary>The statuses in which an instance of the same id is not replaced; without a list: while it has not ended.</summary>
    /// <exception cref="ArgumentException">A name is not that of a status.</exception>
    public static IReadOnlyList<OrchestrationRuntimeStatus> Dedupe(IReadOnlyList<string>? names) =>
        names is null ? NotEnded : [.. names.Select(Status)];

    /// <exception cref="InvalidOperationException">An instance of this id exists, in one of the given statuses.</exception>
    public static long Run(SqliteSession session, NewInstance instance, IReadOnlyList<OrchestrationRuntimeStatus> dedupe)
    {
        if (InstanceWrites.Find(session, instance.Id) is (var key, var status))
        {
            if (dedupe.Contains(status))
                throw new InvalidOperationException($"An orchestration with the id '{instance.Id}' already exists; it is {status}.");
            InstanceWrites.Delete(session, key);
        }

        return instance.Insert(session);
    }

    private static OrchestrationRuntimeStatus Status(string name) =>
        Enum.TryParse<OrchestrationRuntimeStatus>(name, ignoreCase: true, out var status) && Enum.IsDefined(status)
            ? status
            : throw new ArgumentException($"'{name}' is not a status of an orchestration.", nameof(name));
}
