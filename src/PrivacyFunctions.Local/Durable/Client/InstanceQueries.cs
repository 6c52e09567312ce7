using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using PrivacyFunctions.Local.Durable.Execution;
using PrivacyFunctions.Local.Durable.History;
using PrivacyFunctions.Local.Durable.Instances;
using PrivacyFunctions.Local.Storage;

namespace PrivacyFunctions.Local.Durable.Client;

/// <summary>What clients read about instances.</summary>
internal sealed class InstanceQueries(DataConverter payloads)
{
    // The last episode says when the instance last changed; the row is not touched by every step.
    private const string Columns = """
        SELECT i.key, i.id, i.name, i.status, i.created_at, i.tags, i.completed_at,
               (SELECT h.at FROM durable_history h
                WHERE h.position >= i.key << 32 AND h.position < (i.key + 1) << 32 ORDER BY h.position DESC LIMIT 1),
               i.input, i.output, i.custom_status, i.failure
        FROM durable_instances i
        """;

    public OrchestrationMetadata? One(SqliteSession session, string id, bool payloadsToo) =>
        session.First($"{Columns} WHERE i.id = ?1", row => Read(row, payloadsToo), id);

    /// <summary>A page in order of ids; the token is the last id of the page before.</summary>
    public Page<OrchestrationMetadata> Page(SqliteSession session, OrchestrationQuery query, string? token, int size)
    {
        var mask = StatusMask.Of(query.Statuses);
        var prefix = query.InstanceIdPrefix ?? string.Empty;
        var rows = session.Query(
            PageStatement(mask),
            row => Read(row, query.FetchInputsAndOutputs),
            token ?? string.Empty, prefix, query.CreatedFrom ?? DateTimeOffset.MinValue, query.CreatedTo ?? DateTimeOffset.MaxValue, mask, size);
        return new Page<OrchestrationMetadata>(rows, rows.Count == size ? rows[^1].InstanceId : null);
    }

    // Asked for failures alone, it reads nothing else, however many instances there are.
    private static string PageStatement(long statuses) => $"""
        {Columns} {(StatusMask.IsOfFailures(statuses) ? "INDEXED BY durable_instances_by_failure" : "")}
        WHERE i.id > ?1 AND i.id >= ?2 AND i.id < ?2 || char(1114111) AND substr(i.id, 1, length(?2)) = ?2
          AND i.created_at >= ?3 AND i.created_at <= ?4 AND (?5 >> i.status) & 1
          {(StatusMask.IsOfFailures(statuses) ? "AND i.status IN (3, 4, 5)" : "")}
        ORDER BY i.id LIMIT ?6
        """;

    /// <summary>Ids of ended instances in order of completion; the token is the last instance's completion and key.</summary>
    public static Page<string> Completed(
        SqliteSession session, long statuses, DateTimeOffset from, DateTimeOffset to, CompletionToken after, int size)
    {
        var rows = session.Query(
            """
            SELECT id, completed_at, key FROM durable_instances
            WHERE completed_at >= ?1 AND completed_at <= ?2 AND (completed_at, key) > (?3, ?4) AND (?5 >> status) & 1
            ORDER BY completed_at, key LIMIT ?6
            """,
            row => (Id: row.Text(0), Token: new CompletionToken(row.Number(1), row.Number(2))),
            from, to, after.CompletedAt, after.Key, statuses, size);
        return new Page<string>([.. rows.Select(r => r.Id)], rows.Count == size ? rows[^1].Token.ToString() : null);
    }

    private OrchestrationMetadata Read(SqliteRow row, bool payloadsToo) => new(row.Text(2), row.Text(1))
    {
        RuntimeStatus = (OrchestrationRuntimeStatus)row.Whole(3),
        CreatedAt = row.Time(4),
        LastUpdatedAt = row.TimeOrNull(6) ?? row.TimeOrNull(7) ?? row.Time(4),
        Tags = InstanceTags.Read(row.TextOrNull(5)),
        DataConverter = payloadsToo ? payloads : null,
        SerializedInput = payloadsToo ? row.TextOrNull(8) : null,
        SerializedOutput = payloadsToo ? row.TextOrNull(9) : null,
        SerializedCustomStatus = payloadsToo ? row.TextOrNull(10) : null,
        FailureDetails = payloadsToo && !row.IsNull(11) ? FailureCodec.FromBytes(row.Raw(11)) : null,
    };
}
