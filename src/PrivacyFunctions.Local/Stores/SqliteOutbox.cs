using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Local.Stores;

/// <summary>Notices in the local database. Leasing is a write, so an entry has one sender at a time.</summary>
public sealed class SqliteOutbox(SqliteDatabase database, NoticeSignal signal, TimeProvider time) : IOutbox, ILeaseHolder
{
    public async Task<IReadOnlyList<OutboxEntry>> LeaseAsync(int most, TimeSpan lease, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var due = await database.ReadAsync(session => session.Exists("SELECT 1 FROM notices WHERE due_at <= ?1", now), cancellation);
        return due ? await database.WriteAsync(session => NoticeTable.Lease(session, most, now, now + lease), cancellation) : [];
    }

    public Task<int> ReleaseAsync(CancellationToken cancellation) =>
        database.WriteAsync(session => NoticeTable.Release(session, time.GetUtcNow()), cancellation);

    public Task CompleteAsync(IReadOnlyList<OutboxEntry> entries, CancellationToken cancellation) => database.WriteAsync(
        session =>
        {
            foreach (var entry in entries) NoticeTable.Delete(session, entry.Sequence);
        },
        cancellation);

    public Task PostponeAsync(OutboxEntry entry, DateTimeOffset notBefore, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return database.WriteAsync(session => NoticeTable.Postpone(session, entry.Sequence, notBefore), cancellation);
    }

    public Task WaitAsync(TimeSpan patience, CancellationToken cancellation) => signal.WaitAsync(patience, time, cancellation);
}
