using PrivacyFunctions.Local.Storage;

namespace PrivacyFunctions.Local.Messaging;

/// <summary>
/// Queues and topics over the local database, with the semantics of Service Bus: at-least-once delivery under a lock, fenced
/// settlement, delivery count, dead-letter queue, duplicate detection, scheduled delivery.
/// </summary>
public sealed class MessageBroker(SqliteDatabase database, MessagingTopology topology, TimeProvider time) : ILeaseHolder
{
    private readonly EntitySignals _signals = new();

    /// <summary>The queues and topics that exist.</summary>
    public MessagingTopology Topology => topology;

    /// <summary>Sends as part of another unit of work: the message exists exactly when that unit commits.</summary>
    /// <exception cref="UnknownEntityException">There is no such queue or topic.</exception>
    /// <exception cref="MessageRefusedException">The message breaks a limit of it.</exception>
    public SendOutcome Send(SqliteSession session, OutgoingMessage message)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(message);
        var entity = topology.Destination(message.Entity);
        BodyRules.Check(entity, message);
        var now = time.GetUtcNow();
        if (!DuplicateDetection.Admit(session, entity, message.MessageId, now)) return SendOutcome.Duplicate;
        if (entity is TopicSettings topic) Publish(session, topic, message, now);
        else Enqueue(session, (QueueSettings)entity, message, now);
        return SendOutcome.Accepted;
    }

    /// <summary>Sends in a unit of its own; durable when the task ends.</summary>
    public Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellation) =>
        database.WriteAsync(session => Send(session, message), cancellation);

    /// <summary>Locks up to <paramref name="max"/> messages, oldest first. Does not wait for any. When it fails, none stays locked.</summary>
    public async Task<ReceivedBatch> ReceiveAsync(string entity, int max, CancellationToken cancellation)
    {
        var queue = topology.Queue(entity);
        ReceivedBatch? batch = null;
        try
        {
            return await database.WriteAsync(session => batch = Receive(session, queue, max), cancellation);
        }
        catch (Exception) when (batch is { Messages.Count: > 0 })
        {
            // The commit may have happened all the same, and then nobody would see them until the locks end.
            await GiveBackAsync(queue, batch);
            throw;
        }
    }

    /// <summary>Removes a message whose work is done; false when the lock was lost and somebody else has it.</summary>
    public Task<bool> CompleteAsync(MessageLock held, CancellationToken cancellation) =>
        database.WriteAsync(session => MessageTable.Delete(session, held, time.GetUtcNow()) || Lost(held.Entity), cancellation);

    /// <summary>Extends the lock by the queue's lock duration from now; null when it was lost.</summary>
    public Task<MessageLock?> RenewAsync(MessageLock held, CancellationToken cancellation)
    {
        var duration = topology.Queue(held.Entity).LockDuration;
        return database.WriteAsync(
            session =>
            {
                var now = time.GetUtcNow();
                return MessageTable.Renew(session, held, now + duration, now) || Lost(held.Entity) ? held with { Until = now + duration } : null;
            },
            cancellation);
    }

    /// <summary>Gives a message back, or sets it aside after its last allowed delivery; false when the lock was lost.</summary>
    /// <param name="held">The lock.</param>
    /// <param name="delay">How long the message stays hidden; zero gives it back to its old place at once.</param>
    /// <param name="cancellation">Observed until the unit begins.</param>
    public Task<bool> AbandonAsync(MessageLock held, TimeSpan delay, CancellationToken cancellation)
    {
        var queue = topology.Queue(held.Entity);
        return database.WriteAsync(session => Abandon(session, queue, held, delay), cancellation);
    }

    /// <summary>Sets a message aside; false when the lock was lost.</summary>
    public Task<bool> DeadLetterAsync(MessageLock held, DeadLetterReason reason, CancellationToken cancellation)
    {
        var queue = topology.Queue(held.Entity);
        return database.WriteAsync(
            session =>
            {
                if (MessageTable.DeliveryCount(session, held, time.GetUtcNow()) is null) return Lost(queue.Name);
                SetAside(session, queue, held.Sequence, reason);
                return true;
            },
            cancellation);
    }

    /// <summary>Puts dead letters back into their queue with a delivery count of zero; returns how many. One durable step.</summary>
    public Task<int> ReplayDeadLettersAsync(string entity, int max, CancellationToken cancellation)
    {
        var queue = topology.Queue(EntityPath.Owner(entity));
        return database.WriteAsync(
            session =>
            {
                var moved = MessageTable.MoveBack(session, queue, max, time.GetUtcNow());
                if (moved > 0) _signals.Raise(queue.Name);
                return moved;
            },
            cancellation);
    }

    /// <inheritdoc />
    public Task<int> ReleaseAsync(CancellationToken cancellation) => database.WriteAsync(MessageTable.UnlockAll, cancellation);

    /// <summary>Counts the messages of a queue.</summary>
    public Task<QueueCounts> CountAsync(string entity, CancellationToken cancellation)
    {
        var queue = topology.Queue(entity);
        return database.ReadAsync(session => MessageTable.Count(session, queue.Name, time.GetUtcNow()), cancellation);
    }

    /// <summary>Ends when something may have arrived; take it before receiving.</summary>
    internal Task NextSignal(string entity) => _signals.Next(entity);

    private Task GiveBackAsync(QueueSettings queue, ReceivedBatch batch) => database.WriteAsync(
        session =>
        {
            foreach (var message in batch.Messages) Abandon(session, queue, message.Lock, TimeSpan.Zero);
        },
        CancellationToken.None);

    private void Publish(SqliteSession session, TopicSettings topic, OutgoingMessage message, DateTimeOffset now)
    {
        TopicLog.Append(session, topic, message, now);
        foreach (var subscription in topic.Subscriptions)
            Enqueue(session, topology.Queue(EntityPath.Subscription(topic.Name, subscription)), message, now);
    }

    private void Enqueue(SqliteSession session, QueueSettings queue, OutgoingMessage message, DateTimeOffset now)
    {
        MessageTable.Insert(session, queue, message, now);
        _signals.Raise(queue.Name);
    }

    private ReceivedBatch Receive(SqliteSession session, QueueSettings queue, int max)
    {
        var now = time.GetUtcNow();
        if (queue.TimeToLive is not null) Expire(session, queue, now);
        var locked = new List<ReceivedMessage>();
        bool setAside;
        do
        {
            setAside = false;
            foreach (var message in MessageTable.SelectAvailable(session, queue.Name, max - locked.Count, now))
            {
                if (message.DeliveryCount < queue.MaxDeliveryCount)
                {
                    locked.Add(Lock(session, queue, message, now));
                    continue;
                }

                SetAside(session, queue, message.Sequence, DeadLetterReason.TooManyDeliveries);
                setAside = true;
            }
        }
        while (setAside && locked.Count < max);

        return new ReceivedBatch(locked, locked.Count > 0 ? null : MessageTable.NextDue(session, queue.Name, now));
    }

    private static ReceivedMessage Lock(SqliteSession session, QueueSettings queue, StoredMessage message, DateTimeOffset now)
    {
        var held = new MessageLock(queue.Name, message.Sequence, Guid.NewGuid(), now + queue.LockDuration);
        MessageTable.Lock(session, held.Sequence, held.Token, held.Until);
        return new ReceivedMessage
        {
            Lock = held,
            MessageId = message.MessageId,
            Body = message.Body,
            DeliveryCount = message.DeliveryCount + 1,
            EnqueuedAt = message.EnqueuedAt,
            DeadLetter = message.DeadLetter,
        };
    }

    private bool Abandon(SqliteSession session, QueueSettings queue, MessageLock held, TimeSpan delay)
    {
        var now = time.GetUtcNow();
        if (MessageTable.DeliveryCount(session, held, now) is not { } deliveries) return Lost(queue.Name);
        if (deliveries >= queue.MaxDeliveryCount)
        {
            SetAside(session, queue, held.Sequence, DeadLetterReason.TooManyDeliveries);
            return true;
        }

        MessageTable.Unlock(session, held.Sequence, delay > TimeSpan.Zero ? now + delay : null);
        _signals.Raise(queue.Name);
        return true;
    }

    // Receivers wait until the lock would have ended; when the clock was set forward, it has ended long before they look.
    private bool Lost(string entity)
    {
        _signals.Raise(entity);
        return false;
    }

    private void Expire(SqliteSession session, QueueSettings queue, DateTimeOffset now)
    {
        foreach (var sequence in MessageTable.SelectExpired(session, queue.Name, now))
        {
            if (queue.DeadLetterOnExpiration) SetAside(session, queue, sequence, DeadLetterReason.Expired);
            else MessageTable.Delete(session, sequence);
        }
    }

    // A dead letter has no further dead-letter queue: set aside again, it stays where it is under the new reason.
    private void SetAside(SqliteSession session, QueueSettings queue, long sequence, DeadLetterReason reason)
    {
        var owner = EntityPath.Owner(queue.Name);
        MessageTable.MoveToDeadLetter(session, sequence, owner, reason, time.GetUtcNow());
        _signals.Raise(EntityPath.DeadLetter(owner));
    }
}
