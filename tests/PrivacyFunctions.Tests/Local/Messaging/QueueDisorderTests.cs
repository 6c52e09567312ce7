using PrivacyFunctions.Local.Messaging;

namespace PrivacyFunctions.Tests.Local.Messaging;

/// <summary>Many messages through workers that fail, lose locks, finish out of order and come back from the dead.</summary>
public sealed class QueueDisorderTests
{
    private const int Messages = 4000;
    private const int BatchSize = 64;
    private static readonly TimeSpan LongPause = TimeSpan.FromMinutes(10);

    private readonly Random _random = new(20260504);
    private readonly Dictionary<string, int> _completions = [];
    private readonly Dictionary<string, int> _deliveries = [];
    private readonly List<ReceivedMessage> _zombies = [];
    private readonly HashSet<string> _poison = [.. Enumerable.Range(0, Messages).Where(i => i % 97 == 0).Select(Id)];

    [Fact]
    public async Task Every_message_has_one_effect_and_zombies_have_none()
    {
        using var queue = new QueueFixture();
        await Task.WhenAll(Enumerable.Range(0, Messages).Select(i => queue.SendAsync(Id(i))));

        await WorkAsync(queue, poisoned: true);

        Assert.All(_poison, id => Assert.Equal((10, false), (_deliveries[id], _completions.ContainsKey(id))));
        Assert.Equal(new QueueCounts(0, 0, _poison.Count), await queue.CountAsync());

        // The reason is repaired; replaying, twice because the first answer got lost, brings each back once.
        Assert.Equal(_poison.Count, await queue.Broker.ReplayDeadLettersAsync(QueueFixture.Queue, Messages, CancellationToken.None));
        Assert.Equal(0, await queue.Broker.ReplayDeadLettersAsync(QueueFixture.Queue, Messages, CancellationToken.None));
        await WorkAsync(queue, poisoned: false);

        Assert.Equal(Messages, _completions.Count);
        Assert.All(_completions.Values, times => Assert.Equal(1, times));
        Assert.Equal(new QueueCounts(0, 0, 0), await queue.CountAsync());
    }

    private async Task WorkAsync(QueueFixture queue, bool poisoned)
    {
        while ((await queue.CountAsync()).Active > 0)
        {
            var batch = (await queue.ReceiveAsync(BatchSize)).ToArray();
            if (batch.Length == 0) queue.Time.Advance(LongPause);
            _random.Shuffle(batch);
            await Task.WhenAll(batch.Select(message => Handle(queue, message, poisoned)).ToList());
            if (_random.Next(20) == 0) await RaiseZombiesAsync(queue);
        }

        await RaiseZombiesAsync(queue);
    }

    private Task Handle(QueueFixture queue, ReceivedMessage message, bool poisoned)
    {
        _deliveries[message.MessageId] = message.DeliveryCount;
        if (poisoned && _poison.Contains(message.MessageId)) return queue.AbandonAsync(message);
        switch (_random.Next(100))
        {
            case < 5:
                _zombies.Add(message);
                return Task.CompletedTask;
            case < 25:
                return queue.AbandonAsync(message);
            default:
                return CompleteAsync(queue, message);
        }
    }

    private async Task CompleteAsync(QueueFixture queue, ReceivedMessage message)
    {
        if (!await queue.CompleteAsync(message)) return;
        lock (_completions) _completions[message.MessageId] = _completions.GetValueOrDefault(message.MessageId) + 1;
    }

    private async Task RaiseZombiesAsync(QueueFixture queue)
    {
        queue.Time.Advance(LongPause);
        foreach (var zombie in _zombies) Assert.False(await queue.CompleteAsync(zombie), $"{zombie.MessageId} was completed without its lock");
        _zombies.Clear();
    }

    private static string Id(int i) => $"m{i}";
}
