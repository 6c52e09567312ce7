using PrivacyFunctions.Local.Messaging;

namespace PrivacyFunctions.Tests.Local.Messaging;

/// <summary>
/// A process dies at the k-th write, for every k, on the way through send, receive, renew, abandon and complete. Whatever was
/// answered before must hold afterwards, and everything must come to its end.
/// </summary>
public sealed class QueueCrashTests
{
    [Fact]
    public async Task Whatever_was_answered_before_a_crash_at_any_write_holds_after_it()
    {
        var k = 0;
        bool crashed;
        do
        {
            var crash = new CrashAt(++k);
            using var queue = new QueueFixture(crash);
            var ledger = new Ledger();
            crashed = await RunAsync(queue, ledger);
            Assert.Equal(crash.Happened, crashed);
            queue.Restart();
            await ledger.CheckAsync(queue, k);
        }
        while (crashed);

        Assert.True(k > 20, $"only {k} points were reached");
    }

    private static async Task<bool> RunAsync(QueueFixture queue, Ledger ledger)
    {
        try
        {
            foreach (var id in new[] { "a", "b", "c" })
            {
                await queue.SendAsync(id);
                ledger.Accepted.Add(id);
            }

            foreach (var message in await queue.ReceiveAsync(2))
            {
                await queue.Broker.RenewAsync(message.Lock, CancellationToken.None);
                if (message.MessageId == "a")
                {
                    await queue.AbandonAsync(message);
                    continue;
                }

                ledger.MaybeCompleted.Add(message.MessageId);
                Assert.True(await queue.CompleteAsync(message));
                ledger.Completed.Add(message.MessageId);
            }

            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private sealed class Ledger
    {
        public HashSet<string> Accepted { get; } = [];

        public HashSet<string> MaybeCompleted { get; } = [];

        public HashSet<string> Completed { get; } = [];

        public async Task CheckAsync(QueueFixture queue, int k)
        {
            await queue.Broker.ReleaseAsync(CancellationToken.None);
            // The client repeats what it got no answer for; the message id makes that harmless.
            foreach (var id in new[] { "a", "b", "c" }) await queue.SendAsync(id);
            var left = await queue.ReceiveAsync(10);
            var ids = left.Select(m => m.MessageId).Order().ToList();

            Assert.True(ids.Count == ids.Distinct().Count(), $"k={k}: duplicated");
            Assert.True(!ids.Any(Completed.Contains), $"k={k}: a completed message came back");
            Assert.True(Accepted.Except(MaybeCompleted).All(ids.Contains), $"k={k}: an accepted message was lost");
            foreach (var message in left) Assert.True(await queue.CompleteAsync(message));
            Assert.Equal(new QueueCounts(0, 0, 0), await queue.CountAsync());
        }
    }
}
