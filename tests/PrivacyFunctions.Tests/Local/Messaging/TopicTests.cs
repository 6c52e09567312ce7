using PrivacyFunctions.Local.Messaging;

namespace PrivacyFunctions.Tests.Local.Messaging;

public sealed class TopicTests : IDisposable
{
    private readonly QueueFixture _queue = new(
        null,
        new TopicSettings { Name = QueueFixture.Topic, Subscriptions = ["mail", "ledger"], Retention = TimeSpan.FromDays(1) });

    private readonly TopicLog _log;

    public TopicTests() => _log = new TopicLog(_queue.Database, _queue.Time);

    public void Dispose() => _queue.Dispose();

    [Fact]
    public async Task Every_subscription_gets_every_message_and_settles_it_for_itself()
    {
        await PublishAsync("a");

        await _queue.CompleteAsync(await _queue.ReceiveOneAsync(EntityPath.Subscription(QueueFixture.Topic, "mail")));

        Assert.Equal("a", (await _queue.ReceiveOneAsync(EntityPath.Subscription(QueueFixture.Topic, "ledger"))).MessageId);
        Assert.Empty(await _queue.ReceiveAsync(1, EntityPath.Subscription(QueueFixture.Topic, "mail")));
    }

    [Fact]
    public async Task A_repeated_publish_reaches_neither_subscriptions_nor_log()
    {
        await PublishAsync("a");
        Assert.Equal(SendOutcome.Duplicate, await PublishAsync("a"));

        Assert.Single(await _queue.ReceiveAsync(10, EntityPath.Subscription(QueueFixture.Topic, "mail")));
        Assert.Single(await _log.ReadAsync(QueueFixture.Topic, 0, 10, CancellationToken.None));
    }

    [Fact]
    public async Task The_log_is_read_from_a_cursor_in_the_order_of_publication()
    {
        for (var i = 0; i < 5; i++) await PublishAsync($"m{i}");

        var first = await _log.ReadAsync(QueueFixture.Topic, 0, 2, CancellationToken.None);
        var rest = await _log.ReadAsync(QueueFixture.Topic, first[^1].Position, 10, CancellationToken.None);

        Assert.Equal(["m0", "m1"], first.Select(m => m.MessageId));
        Assert.Equal(["m2", "m3", "m4"], rest.Select(m => m.MessageId));
    }

    [Fact]
    public async Task A_follower_sees_what_is_published_after_it_began()
    {
        await PublishAsync("before");
        using var stop = new CancellationTokenSource();
        await using var following = _log.ReadAllAsync(QueueFixture.Topic, 0, follow: true, stop.Token).GetAsyncEnumerator();
        Assert.True(await following.MoveNextAsync());
        Assert.Equal("before", following.Current.MessageId);

        await PublishAsync("after");
        var next = following.MoveNextAsync().AsTask();
        await _queue.Time.AdvanceUntilAsync(next, TimeSpan.FromMilliseconds(500));

        Assert.True(await next);
        Assert.Equal("after", following.Current.MessageId);
    }

    [Fact]
    public async Task Without_following_the_reader_ends_at_the_newest_message_over_many_pages()
    {
        for (var i = 0; i < 600; i++) await PublishAsync($"m{i}");

        var read = new List<string>();
        await foreach (var message in _log.ReadAllAsync(QueueFixture.Topic, 0, follow: false, CancellationToken.None)) read.Add(message.MessageId);

        Assert.Equal(Enumerable.Range(0, 600).Select(i => $"m{i}"), read);
    }

    [Fact]
    public async Task The_log_forgets_after_its_retention_and_never_reuses_a_position()
    {
        await PublishAsync("old");
        var old = Assert.Single(await _log.ReadAsync(QueueFixture.Topic, 0, 10, CancellationToken.None));
        _queue.Time.Advance(TimeSpan.FromDays(2));
        await PublishAsync("new");

        var kept = Assert.Single(await _log.ReadAsync(QueueFixture.Topic, 0, 10, CancellationToken.None));
        Assert.Equal("new", kept.MessageId);
        Assert.True(kept.Position > old.Position);
    }

    private Task<SendOutcome> PublishAsync(string id) => _queue.SendAsync(id, entity: QueueFixture.Topic);
}
