using PrivacyFunctions.Local.Messaging;

namespace PrivacyFunctions.Tests.Local.Messaging;

/// <summary>The semantics of one queue, as plainly as they can be written: lists in memory.</summary>
internal sealed class ModelQueue(QueueSettings settings)
{
    private readonly List<Entry> _active = [];
    private readonly List<Entry> _dead = [];
    private readonly Dictionary<string, DateTimeOffset> _seen = [];
    private long _sequence;

    public DateTimeOffset Now { get; set; }

    public QueueCounts Counts => new(_active.Count(m => m.Visible <= Now), _active.Count(m => m.Visible > Now), _dead.Count);

    public SendOutcome Send(string id, DateTimeOffset? notBefore)
    {
        if (_seen.TryGetValue(id, out var until) && until > Now) return SendOutcome.Duplicate;
        _seen[id] = Now + settings.DuplicateWindow;
        _active.Add(new Entry { Id = id, Sequence = ++_sequence, Visible = notBefore > Now ? notBefore.Value : Now });
        return SendOutcome.Accepted;
    }

    public List<Lease> Receive(int max, bool dead)
    {
        var leases = new List<Lease>();
        foreach (var entry in Available(dead ? _dead : _active))
        {
            if (leases.Count == max) break;
            if (!dead && entry.Deliveries >= settings.MaxDeliveryCount) SetAside(entry);
            else leases.Add(Lock(entry));
        }

        return leases;
    }

    public bool Complete(Lease lease) => Holds(lease) && (_active.Remove(lease.Entry) || _dead.Remove(lease.Entry));

    public bool Renew(Lease lease)
    {
        if (!Holds(lease)) return false;
        lease.Entry.LockedUntil = Now + settings.LockDuration;
        return true;
    }

    public bool Abandon(Lease lease)
    {
        if (!Holds(lease)) return false;
        if (_active.Contains(lease.Entry) && lease.Entry.Deliveries >= settings.MaxDeliveryCount) SetAside(lease.Entry);
        else lease.Entry.Unlock();
        return true;
    }

    public bool DeadLetter(Lease lease)
    {
        if (!Holds(lease)) return false;
        SetAside(lease.Entry);
        return true;
    }

    public int Replay(int max)
    {
        var moved = Available(_dead).Take(max).ToList();
        foreach (var entry in moved)
        {
            _dead.Remove(entry);
            entry.Unlock();
            (entry.Deliveries, entry.Visible) = (0, Now);
            _active.Add(entry);
        }

        return moved.Count;
    }

    public int ReleaseLocks()
    {
        var locked = _active.Concat(_dead).Where(m => m.LockedUntil is not null).ToList();
        foreach (var entry in locked) entry.Unlock();
        return locked.Count;
    }

    private List<Entry> Available(List<Entry> entries) =>
        [.. entries.Where(m => m.Visible <= Now && !(m.LockedUntil > Now)).OrderBy(m => m.Visible).ThenBy(m => m.Sequence)];

    private Lease Lock(Entry entry)
    {
        entry.Deliveries++;
        entry.LockedUntil = Now + settings.LockDuration;
        return new Lease(entry, entry.Lock = new object());
    }

    private bool Holds(Lease lease) => ReferenceEquals(lease.Entry.Lock, lease.Token) && lease.Entry.LockedUntil > Now && IsHere(lease.Entry);

    private bool IsHere(Entry entry) => _active.Contains(entry) || _dead.Contains(entry);

    private void SetAside(Entry entry)
    {
        _active.Remove(entry);
        _dead.Remove(entry);
        entry.Unlock();
        entry.Visible = Now;
        _dead.Add(entry);
    }

    internal sealed record Lease(Entry Entry, object Token)
    {
        public (string Id, int Deliveries) Seen { get; } = (Entry.Id, Entry.Deliveries);
    }

    internal sealed class Entry
    {
        public required string Id { get; init; }

        public required long Sequence { get; init; }

        public DateTimeOffset Visible { get; set; }

        public int Deliveries { get; set; }

        public object? Lock { get; set; }

        public DateTimeOffset? LockedUntil { get; set; }

        public void Unlock() => (Lock, LockedUntil) = (null, null);
    }
}
