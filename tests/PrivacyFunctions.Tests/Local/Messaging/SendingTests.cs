using PrivacyFunctions.Local.Messaging;

namespace PrivacyFunctions.Tests.Local.Messaging;

public sealed class SendingTests : IDisposable
{
    private readonly QueueFixture _queue = new(
        null,
        new QueueSettings { Name = QueueFixture.Queue },
        new QueueSettings { Name = "ids", IdsOnly = true, MaxBodyBytes = 1024 },
        new QueueSettings { Name = "short-lived", TimeToLive = TimeSpan.FromMinutes(1) },
        new QueueSettings { Name = "missed", TimeToLive = TimeSpan.FromMinutes(1), DeadLetterOnExpiration = true });

    public void Dispose() => _queue.Dispose();

    [Fact]
    public async Task A_message_id_seen_within_the_window_is_dropped_and_after_it_accepted()
    {
        Assert.Equal(SendOutcome.Accepted, await _queue.SendAsync("a"));
        _queue.Time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));
        Assert.Equal(SendOutcome.Duplicate, await _queue.SendAsync("a"));
        _queue.Time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(SendOutcome.Accepted, await _queue.SendAsync("a"));
        Assert.Equal(2, (await _queue.CountAsync()).Active);
    }

    [Fact]
    public async Task A_duplicate_is_dropped_although_the_first_was_completed_and_the_process_restarted()
    {
        await _queue.SendAsync("a");
        await _queue.CompleteAsync(await _queue.ReceiveOneAsync());
        _queue.Restart();

        Assert.Equal(SendOutcome.Duplicate, await _queue.SendAsync("a"));
        Assert.Empty(await _queue.ReceiveAsync());
    }

    [Fact]
    public async Task The_same_id_in_another_queue_is_another_message()
    {
        await _queue.SendAsync("a");
        Assert.Equal(SendOutcome.Accepted, await _queue.SendAsync("a", entity: "ids"));
    }

    [Fact]
    public async Task Ids_older_than_the_window_are_forgotten()
    {
        for (var i = 0; i < 100; i++) await _queue.SendAsync($"old-{i}");
        _queue.Time.Advance(TimeSpan.FromMinutes(10));
        await _queue.SendAsync("new");

        Assert.Equal(1, await _queue.Database.ReadAsync(s => s.Scalar("SELECT count(*) FROM message_ids"), CancellationToken.None));
    }

    [Fact]
    public async Task A_scheduled_message_waits_for_its_time_and_then_takes_its_place()
    {
        var due = _queue.Time.GetUtcNow() + TimeSpan.FromHours(2);
        await _queue.SendAsync("later", due);

        var early = await _queue.Broker.ReceiveAsync(QueueFixture.Queue, 1, CancellationToken.None);
        Assert.Empty(early.Messages);
        Assert.Equal(due, early.NextDue);
        Assert.Equal(new QueueCounts(0, 1, 0), await _queue.CountAsync());

        _queue.Time.Advance(TimeSpan.FromHours(1));
        await _queue.SendAsync("now");
        _queue.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(["now", "later"], (await _queue.ReceiveAsync(5)).Select(m => m.MessageId));
    }

    [Fact]
    public async Task A_schedule_in_the_past_means_at_once()
    {
        await _queue.SendAsync("a", _queue.Time.GetUtcNow() - TimeSpan.FromDays(1));
        Assert.Equal("a", (await _queue.ReceiveOneAsync()).MessageId);
    }

    [Fact]
    public async Task A_message_sent_in_another_unit_exists_only_if_that_unit_commits()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _queue.Database.WriteAsync(
            session =>
            {
                _queue.Broker.Send(session, new OutgoingMessage(QueueFixture.Queue, "a", "{}"));
                throw new InvalidOperationException("the unit fails");
            },
            CancellationToken.None));

        Assert.Empty(await _queue.ReceiveAsync());
        Assert.Equal(SendOutcome.Accepted, await _queue.SendAsync("a"));
    }

    [Fact]
    public async Task An_expired_message_vanishes_or_is_set_aside_as_the_queue_says()
    {
        await _queue.SendAsync("a", entity: "short-lived");
        await _queue.SendAsync("b", entity: "missed");
        _queue.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Empty(await _queue.ReceiveAsync(1, "short-lived"));
        Assert.Empty(await _queue.ReceiveAsync(1, "missed"));
        Assert.Equal(new QueueCounts(0, 0, 0), await _queue.CountAsync("short-lived"));
        Assert.Equal("TTLExpiredException", (await _queue.ReceiveOneAsync(EntityPath.DeadLetter("missed"))).DeadLetter?.Code);
    }

    [Fact]
    public async Task A_message_that_expires_under_its_lock_can_still_be_completed()
    {
        await _queue.SendAsync("a", entity: "short-lived");
        _queue.Time.Advance(TimeSpan.FromSeconds(30));
        var message = await _queue.ReceiveOneAsync("short-lived");
        _queue.Time.Advance(TimeSpan.FromSeconds(40));

        Assert.Empty(await _queue.ReceiveAsync(1, "short-lived"));
        Assert.True(await _queue.CompleteAsync(message));
    }

    [Theory]
    [InlineData("""{"requestId":"01JZ-abc","attempt":2,"replayed":false}""", true)]
    [InlineData("""{"requestId":"ada@example.org"}""", false)]
    [InlineData("""{"requestId":"+44 20 7946 0000"}""", false)]
    [InlineData("""{"requestId":{"name":"Ada"}}""", false)]
    [InlineData("""{"requestId":["a"]}""", false)]
    [InlineData("""["a"]""", false)]
    [InlineData("plain text", false)]
    [InlineData("", false)]
    public async Task A_queue_of_ids_takes_nothing_else(string body, bool taken)
    {
        var send = _queue.Broker.SendAsync(new OutgoingMessage("ids", "m", body), CancellationToken.None);

        if (taken) Assert.Equal(SendOutcome.Accepted, await send);
        else await Assert.ThrowsAsync<MessageRefusedException>(() => send);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused_and_the_refusal_does_not_repeat_it()
    {
        var exact = $$"""{"a":{{new string('1', 1018)}}}""";
        Assert.Equal(SendOutcome.Accepted, await _queue.Broker.SendAsync(new OutgoingMessage("ids", "fits", exact), CancellationToken.None));

        var refused = await Assert.ThrowsAsync<MessageRefusedException>(
            () => _queue.Broker.SendAsync(new OutgoingMessage("ids", "over", exact + " "), CancellationToken.None));
        Assert.DoesNotContain("111", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(129)]
    public async Task A_message_id_has_1_to_128_characters(int length) =>
        await Assert.ThrowsAsync<MessageRefusedException>(() => _queue.SendAsync(new string('x', length)));

    [Fact]
    public async Task Names_are_compared_without_case_and_unknown_ones_are_refused()
    {
        await _queue.SendAsync("a", entity: "WORK");
        Assert.Equal("a", (await _queue.ReceiveOneAsync("Work")).MessageId);
        await Assert.ThrowsAsync<UnknownEntityException>(() => _queue.SendAsync("a", entity: "elsewhere"));
    }
}
