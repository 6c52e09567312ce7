using PrivacyFunctions.Local.Messaging;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Tests.Local.Storage;

namespace PrivacyFunctions.Tests.Local.Messaging;

public sealed class PeekLockTests : IDisposable
{
    private readonly QueueFixture _queue = new();

    public void Dispose() => _queue.Dispose();

    [Fact]
    public async Task A_receive_of_unknown_outcome_leaves_nothing_locked()
    {
        var faults = new NextPointFails();
        using var queue = new QueueFixture(faults);
        await queue.SendAsync("a");
        faults.Fail(StoragePoint.Committed);
        await Assert.ThrowsAsync<IOException>(() => queue.ReceiveAsync());
        Assert.Equal(("a", 2), ((await queue.ReceiveOneAsync()) is var m ? (m.MessageId, m.DeliveryCount) : default));
    }

    [Fact]
    public async Task Messages_come_in_the_order_in_which_they_were_sent()
    {
        foreach (var id in new[] { "a", "b", "c" }) await _queue.SendAsync(id);

        Assert.Equal(["a", "b"], (await _queue.ReceiveAsync(2)).Select(m => m.MessageId));
        Assert.Equal(["c"], (await _queue.ReceiveAsync(2)).Select(m => m.MessageId));
    }

    [Fact]
    public async Task A_message_carries_what_was_sent()
    {
        await _queue.SendAsync("a");

        var message = await _queue.ReceiveOneAsync();

        Assert.Equal(("a", """{"requestId":"a"}""", 1), (message.MessageId, message.Body, message.DeliveryCount));
        Assert.Equal(_queue.Time.GetUtcNow(), message.EnqueuedAt);
        Assert.Equal(_queue.Time.GetUtcNow() + TimeSpan.FromMinutes(1), message.Lock.Until);
        Assert.Null(message.DeadLetter);
    }

    [Fact]
    public async Task A_locked_message_is_hidden_until_its_lock_ends()
    {
        await _queue.SendAsync("a");
        var first = await _queue.ReceiveOneAsync();

        _queue.Time.Advance(TimeSpan.FromSeconds(59));
        var hidden = await _queue.Broker.ReceiveAsync(QueueFixture.Queue, 1, CancellationToken.None);
        Assert.Empty(hidden.Messages);
        Assert.Equal(first.Lock.Until, hidden.NextDue);

        _queue.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, (await _queue.ReceiveOneAsync()).DeliveryCount);
    }

    [Fact]
    public async Task A_completed_message_is_gone()
    {
        await _queue.SendAsync("a");

        Assert.True(await _queue.CompleteAsync(await _queue.ReceiveOneAsync()));

        _queue.Time.Advance(TimeSpan.FromHours(1));
        Assert.Empty(await _queue.ReceiveAsync());
        Assert.Equal(new QueueCounts(0, 0, 0), await _queue.CountAsync());
    }

    [Fact]
    public async Task An_abandoned_message_returns_to_its_old_place()
    {
        await _queue.SendAsync("a");
        await _queue.SendAsync("b");

        Assert.True(await _queue.AbandonAsync(await _queue.ReceiveOneAsync()));

        var again = await _queue.ReceiveOneAsync();
        Assert.Equal(("a", 2), (again.MessageId, again.DeliveryCount));
    }

    [Fact]
    public async Task A_message_abandoned_with_a_delay_stays_hidden_for_it()
    {
        await _queue.SendAsync("a");
        await _queue.Broker.AbandonAsync((await _queue.ReceiveOneAsync()).Lock, TimeSpan.FromSeconds(5), CancellationToken.None);

        Assert.Empty(await _queue.ReceiveAsync());
        _queue.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("a", (await _queue.ReceiveOneAsync()).MessageId);
    }

    [Fact]
    public async Task A_renewed_lock_holds_for_its_duration_from_now()
    {
        await _queue.SendAsync("a");
        var message = await _queue.ReceiveOneAsync();
        _queue.Time.Advance(TimeSpan.FromSeconds(50));

        var renewed = await _queue.Broker.RenewAsync(message.Lock, CancellationToken.None);

        Assert.Equal(_queue.Time.GetUtcNow() + TimeSpan.FromMinutes(1), renewed?.Until);
        _queue.Time.Advance(TimeSpan.FromSeconds(50));
        Assert.Empty(await _queue.ReceiveAsync());
        Assert.True(await _queue.CompleteAsync(message));
    }

    [Fact]
    public async Task Who_lost_the_lock_can_no_longer_settle_even_when_nobody_else_has_the_message()
    {
        await _queue.SendAsync("a");
        var zombie = await _queue.ReceiveOneAsync();

        _queue.Time.Advance(TimeSpan.FromMinutes(10));

        await AssertRefusedAsync(zombie);
        Assert.Equal("a", (await _queue.ReceiveOneAsync()).MessageId);
    }

    [Fact]
    public async Task Who_lost_the_lock_cannot_touch_the_next_delivery()
    {
        await _queue.SendAsync("a");
        var zombie = await _queue.ReceiveOneAsync();
        _queue.Time.Advance(TimeSpan.FromMinutes(10));
        var holder = await _queue.ReceiveOneAsync();

        await AssertRefusedAsync(zombie);

        Assert.True(await _queue.CompleteAsync(holder));
        await AssertRefusedAsync(zombie);
    }

    [Fact]
    public async Task A_message_can_be_settled_only_once()
    {
        await _queue.SendAsync("a");
        var message = await _queue.ReceiveOneAsync();

        Assert.True(await _queue.AbandonAsync(message));
        await AssertRefusedAsync(message);
    }

    [Fact]
    public async Task Locks_of_a_process_that_died_are_released_by_the_next_one()
    {
        await _queue.SendAsync("a");
        var lost = await _queue.ReceiveOneAsync();
        _queue.Restart();

        Assert.Equal(1, await _queue.Broker.ReleaseAsync(CancellationToken.None));

        Assert.Equal(2, (await _queue.ReceiveOneAsync()).DeliveryCount);
        await AssertRefusedAsync(lost);
    }

    private async Task AssertRefusedAsync(ReceivedMessage zombie)
    {
        Assert.False(await _queue.CompleteAsync(zombie));
        Assert.False(await _queue.AbandonAsync(zombie));
        Assert.False(await _queue.Broker.DeadLetterAsync(zombie.Lock, new DeadLetterReason("late"), CancellationToken.None));
        Assert.Null(await _queue.Broker.RenewAsync(zombie.Lock, CancellationToken.None));
    }
}
