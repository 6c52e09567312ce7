using Microsoft.DurableTask.Client;
using PrivacyFunctions.Local.Durable.History;
using PrivacyFunctions.Local.Storage;

namespace PrivacyFunctions.Local.Durable.Instances;

/// <summary>Writes an instance that has not begun, with the message (or timer) that begins it.</summary>
internal sealed record NewInstance
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public string Version { get; init; } = string.Empty;

    public string? Input { get; init; }

    public string? Tags { get; init; }

    public DateTimeOffset? StartAt { get; init; }

    public ParentLink? Parent { get; init; }

    /// <summary>Returns the new key. The id must be free.</summary>
    public long Insert(SqliteSession session)
    {
        session.Execute(
            """
            INSERT INTO durable_instances (id, name, version, status, generation, first_task, created_at, input, tags,
                                           parent_key, parent_task, parent_generation, parent_id, parent_name)
            VALUES (?1, ?2, ?3, ?4, 0, 0, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
            """,
            Id, Name, Version, (int)OrchestrationRuntimeStatus.Pending, CreatedAt, Input, Tags,
            Parent?.Key, Parent?.Task, Parent?.Generation, Parent?.Id, Parent?.Name);
        var key = session.LastInsertRowId;
        if (StartAt is { } start && start > CreatedAt) InstanceWrites.AddTimer(session, key, InstanceWrites.StartTimer, start);
        else InstanceWrites.Send(session, key, new OrchestrationEvent.Started());
        return key;
    }
}
