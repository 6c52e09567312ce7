using PrivacyFunctions.Local.Messaging;

namespace PrivacyFunctions.Tests.Local.Messaging;

public sealed class DeadLetterTests : IDisposable
{
    private static readonly string DeadLetters = EntityPath.DeadLetter(QueueFixture.Queue);

    private readonly QueueFixture _queue = new();

    public void Dispose() => _queue.Dispose();

    [Fact]
    public async Task A_message_is_set_aside_after_exactly_ten_deliveries_that_were_abandoned()
    {
        await _queue.SendAsync("a");
        for (var delivery = 1; delivery <= 10; delivery++)
        {
            var message = await _queue.ReceiveOneAsync();
            Assert.Equal(delivery, message.DeliveryCount);
            await _queue.AbandonAsync(message);
        }

        await AssertOnlyInDeadLettersAsync();
    }

    [Fact]
    public async Task A_message_is_set_aside_after_exactly_ten_deliveries_whose_lock_was_lost()
    {
        await _queue.SendAsync("a");
        for (var delivery = 1; delivery <= 10; delivery++)
        {
            Assert.Equal(delivery, (await _queue.ReceiveOneAsync()).DeliveryCount);
            _queue.Time.Advance(TimeSpan.FromMinutes(2));
        }

        await AssertOnlyInDeadLettersAsync();
    }

    [Fact]
    public async Task Messages_behind_one_that_is_set_aside_are_delivered_in_the_same_call()
    {
        await _queue.SendAsync("poison");
        for (var i = 0; i < 10; i++)
        {
            await _queue.ReceiveOneAsync();
            _queue.Time.Advance(TimeSpan.FromMinutes(2));
        }

        await _queue.SendAsync("b");

        Assert.Equal("b", (await _queue.ReceiveOneAsync()).MessageId);
    }

    [Fact]
    public async Task A_handler_can_set_a_message_aside_with_a_reason()
    {
        await _queue.SendAsync("a");

        await _queue.Broker.DeadLetterAsync(
            (await _queue.ReceiveOneAsync()).Lock, new DeadLetterReason("unknown-request", "No request has this id."), CancellationToken.None);

        Assert.Empty(await _queue.ReceiveAsync());
        Assert.Equal(
            new DeadLetterReason("unknown-request", "No request has this id."),
            (await _queue.ReceiveOneAsync(DeadLetters)).DeadLetter);
    }

    [Fact]
    public async Task A_dead_letter_is_delivered_until_it_is_completed()
    {
        await DeadLetterAsync("a");
        for (var i = 0; i < 30; i++) await _queue.AbandonAsync(await _queue.ReceiveOneAsync(DeadLetters));

        Assert.True(await _queue.CompleteAsync(await _queue.ReceiveOneAsync(DeadLetters)));
        Assert.Equal(new QueueCounts(0, 0, 0), await _queue.CountAsync());
    }

    [Fact]
    public async Task Dead_letters_replayed_twice_return_once_and_as_new()
    {
        await DeadLetterAsync("a");

        Assert.Equal(1, await _queue.Broker.ReplayDeadLettersAsync(QueueFixture.Queue, 10, CancellationToken.None));
        Assert.Equal(0, await _queue.Broker.ReplayDeadLettersAsync(QueueFixture.Queue, 10, CancellationToken.None));

        var message = await _queue.ReceiveOneAsync();
        Assert.Equal(("a", 1, null), (message.MessageId, message.DeliveryCount, message.DeadLetter));
        Assert.Empty(await _queue.ReceiveAsync());
    }

    [Fact]
    public async Task A_dead_letter_that_somebody_works_on_is_not_replayed()
    {
        await DeadLetterAsync("a");
        var held = await _queue.ReceiveOneAsync(DeadLetters);

        Assert.Equal(0, await _queue.Broker.ReplayDeadLettersAsync(QueueFixture.Queue, 10, CancellationToken.None));
        Assert.True(await _queue.CompleteAsync(held));
    }

    [Fact]
    public async Task Nothing_can_be_sent_to_a_dead_letter_queue() =>
        await Assert.ThrowsAsync<UnknownEntityException>(() => _queue.SendAsync("a", entity: DeadLetters));

    private async Task DeadLetterAsync(string id)
    {
        await _queue.SendAsync(id);
        await _queue.Broker.DeadLetterAsync((await _queue.ReceiveOneAsync()).Lock, new DeadLetterReason("test"), CancellationToken.None);
    }

    private async Task AssertOnlyInDeadLettersAsync()
    {
        Assert.Empty(await _queue.ReceiveAsync());
        Assert.Equal(new QueueCounts(0, 0, 1), await _queue.CountAsync());
        var dead = await _queue.ReceiveOneAsync(DeadLetters);
        Assert.Equal(("a", "MaxDeliveryCountExceeded"), (dead.MessageId, dead.DeadLetter?.Code));
    }
}
