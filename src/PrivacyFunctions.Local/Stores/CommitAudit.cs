using PrivacyFunctions.Local.Audit;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Local.Stores;

/// <summary>The audit entries of one commit: every timeline entry that is new in it, then what the caller added.</summary>
internal sealed class CommitAudit
{
    private readonly RequestCommit _commit;
    private readonly List<byte[]> _added;
    private readonly List<byte[]>? _whole;

    private CommitAudit(RequestCommit commit)
    {
        _commit = commit;
        _added = [.. commit.Audit.Select(AuditEntryText.Write)];
        if (commit.Request.Version == 0) _whole = Timeline(commit, from: 0);
    }

    /// <summary>Writes down, before the writer's turn, whatever is known by then: of a new request the whole timeline is new.</summary>
    public static CommitAudit Of(RequestCommit commit) => new(commit);

    /// <summary>Appends the entries in the unit that stores the request.</summary>
    /// <param name="session">The unit.</param>
    /// <param name="table">The log.</param>
    /// <param name="stored">The row as it was just written.</param>
    public void Append(SqliteSession session, AuditEntryTable table, StoredRequest stored)
    {
        if (stored.TimelineGrewBy < 0) throw new InvalidOperationException("A timeline only grows: what happened has happened.");
        var happened = _whole ?? Timeline(_commit, _commit.Request.Timeline.Count - stored.TimelineGrewBy);
        foreach (var content in happened) table.Append(session, content, stored.Number);
        foreach (var content in _added) table.Append(session, content, stored.Number);
    }

    private static List<byte[]> Timeline(RequestCommit commit, int from) =>
        [.. commit.Request.Timeline.Skip(from).Select(happened => AuditEntryText.Write(TimelineAudit.Of(commit.Request, happened)))];
}

/// <summary>A request's row as a commit left it.</summary>
/// <param name="Number">Its number.</param>
/// <param name="TimelineGrewBy">How many timeline entries are new.</param>
internal readonly record struct StoredRequest(long Number, int TimelineGrewBy);
