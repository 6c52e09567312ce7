using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Local.Stores;

/// <summary>Notices in the local database. Leasing is a write, so an entry has one sender at a time.</summary>
public sealed class SqliteOutbox(SqliteDatabase database, NoticeSignal signal, TimeProvider time) : IOutbox, ILeaseHolder
{
    public async Task<IReadOnlyList<OutboxEntry>> LeaseAsync(int most, TimeSpan lease, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var due = await database.ReadAsync(session => NoticeTable.AnyDue(session, now), cancellation);
        if (!due) return [];
        List<OutboxEntry> taken = [];
        try
        {
            return await database.WriteAsync(session => taken = NoticeTable.Lease(session, most, now, now + lease), cancellation);
        }
        catch (Exception) when (taken.Count > 0)
        {
            // The commit may have happened all the same, and then they would lie there until the lease ends.
            await database.WriteAsync(session => NoticeTable.GiveBack(session, taken, now + lease, now), CancellationToken.None);
            throw;
        }
    }

    public Task RenewAsync(IReadOnlyList<OutboxEntry> entries, TimeSpan lease, CancellationToken cancellation) => database.WriteAsync(
        session =>
        {
            var until = time.GetUtcNow() + lease;
            foreach (var entry in entries) NoticeTable.Postpone(session, entry.Sequence, until);
        },
        cancellation);

    public async Task<int> ReleaseAsync(CancellationToken cancellation)
    {
        var released = await database.WriteAsync(session => NoticeTable.Release(session, time.GetUtcNow()), cancellation);
        // Whoever sends may have looked before, and would wait out a dead process' lease.
        if (released > 0) signal.Raise();
        return released;
    }

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

    public async Task WaitAsync(TimeSpan patience, CancellationToken cancellation)
    {
        var left = await database.ReadAsync(NoticeTable.NextDue, cancellation) - time.GetUtcNow() ?? patience;
        if (left > TimeSpan.Zero) await signal.WaitAsync(left < patience ? left : patience, time, cancellation);
    }
}
