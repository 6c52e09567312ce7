using System.Globalization;
using System.Text.Json;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Local.Stores;

/// <summary>Requests in the local database. A commit is one unit of work: it shares its fsync with whatever else is written then.</summary>
public sealed class SqliteRequestStore(SqliteDatabase database, CommitUnit commits, NoticeSignal notices) : IRequestStore
{
    private readonly KnownRequests _known = new();

    public Task<RightsRequest?> FindAsync(RequestId id, CancellationToken cancellation) =>
        database.ReadAsync(session => RequestTable.Find(session, id, _known), cancellation);

    public async Task<CommitResult> CommitAsync(RequestCommit commit, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(commit);
        var row = RequestRow.Of(commit.Request);
        var audit = CommitAudit.Of(commit);
        try
        {
            return await database.WriteAsync(session => commits.Run(session, commit, row, audit), cancellation);
        }
        finally
        {
            // Whatever came of it: a commit that failed may have happened all the same.
            if (commit.Messages.Any(message => message is OutboxMessage.Notice)) notices.Raise();
        }
    }

    public Task<byte[]?> ReadDocumentAsync(RequestId id, string name, CancellationToken cancellation) =>
        database.ReadAsync(
            session => session.First(
                "SELECT content FROM request_documents WHERE request = (SELECT number FROM requests WHERE id = ?1) AND name = ?2",
                static row => row.Blob(0),
                id.Value,
                name),
            cancellation);

    public Task PutProgressAsync(RequestId id, SystemProgress progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(progress);
        return database.WriteAsync(session => ProgressTable.Put(session, id, progress), cancellation);
    }

    public async Task<IReadOnlyList<SystemProgress>> ReadProgressAsync(RequestId id, CancellationToken cancellation) =>
        await database.ReadAsync(session => ProgressTable.Read(session, id), cancellation);

    public Task<string?> ReadRevisionAsync(RequestId id, CancellationToken cancellation) =>
        database.ReadAsync(
            session => session.First(
                "SELECT version, progress FROM requests WHERE id = ?1", static row => RevisionOf(row.Number(0), row.Number(1)), id.Value),
            cancellation);

    public Task<RequestSnapshot?> ReadSnapshotAsync(RequestId id, CancellationToken cancellation) =>
        database.ReadAsync(
            session => session.First(
                "SELECT version, document, progress FROM requests WHERE id = ?1",
                row =>
                {
                    var systems = row.Number(2) == 0 ? [] : ProgressTable.Read(session, id);
                    return new RequestSnapshot(_known.Read(row, id.Value), systems, RevisionOf(row.Number(0), row.Number(2)));
                },
                id.Value),
            cancellation);

    public Task<RequestPage?> ListAsync(RequestFilter filter, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return database.ReadAsync(session => RequestTable.List(session, filter), cancellation);
    }

    public async Task<IReadOnlyList<RightsRequest>> ListDueStepsAsync(DateTimeOffset now, int most, CancellationToken cancellation) =>
        await database.ReadAsync(session => RequestTable.DueSteps(session, now, most), cancellation);

    public async Task<IReadOnlyList<RightsRequest>> ListHandOversAsync(DateTimeOffset dueBy, int most, CancellationToken cancellation) =>
        await database.ReadAsync(session => RequestTable.HandOvers(session, dueBy, most), cancellation);

    public async Task<IReadOnlyList<RightsRequest>> ListRetainedAsync(RetentionKind kind, DateTimeOffset before, int most, CancellationToken cancellation) =>
        await database.ReadAsync(session => RetentionTable.Due(session, kind, before, most), cancellation);

    public Task<long> StripAsync(RequestId id, CancellationToken cancellation) =>
        database.WriteAsync(session => RetentionTable.Strip(session, id), cancellation);

    public Task<bool> DeleteAsync(RequestId id, CancellationToken cancellation) =>
        database.WriteAsync(session => RetentionTable.Delete(session, id), cancellation);

    private static string RevisionOf(long version, long progress) => string.Create(CultureInfo.InvariantCulture, $"{version}.{progress}");
}
