using CsCheck;
using PrivacyFunctions.Local.Messaging;

namespace PrivacyFunctions.Tests.Local.Messaging;

/// <summary>Random programs run on the queue and on a model of it; every answer must be the same.</summary>
public sealed class QueueModelTests
{
    private const int Steps = 60;
    private static readonly QueueSettings Settings = new() { Name = QueueFixture.Queue, MaxDeliveryCount = 3, DuplicateWindow = TimeSpan.FromMinutes(3) };

    private static readonly Gen<Step> AnyStep = Gen.Frequency(
        (4, Gen.Select(Gen.Int[0, 5], Gen.Int[0, 4]).Select(Step (id, delay) => new Step.Send($"m{id}", delay == 0 ? 90 : null))),
        (4, Gen.Select(Gen.Int[1, 3], Gen.Int[0, 3]).Select(Step (max, dead) => new Step.Receive(max, dead == 0))),
        (5, Gen.Select(Gen.Int[0, 9], Gen.Enum<Settlement>()).Select(Step (lease, how) => new Step.Settle(lease, how))),
        (3, Gen.Int[1, 150].Select(Step (seconds) => new Step.Wait(seconds))),
        (1, Gen.Int[1, 3].Select(Step (max) => new Step.Replay(max))),
        (1, Gen.Const<Step>(new Step.Restart())));

    private enum Settlement
    {
        Complete,
        Abandon,
        Renew,
        DeadLetter,
    }

    [Fact]
    public Task The_queue_answers_every_program_as_the_model_does() =>
        AnyStep.Array[Steps].SampleAsync(RunAsync, iter: 50, threads: 1);

    private static async Task RunAsync(Step[] program)
    {
        using var queue = new QueueFixture(null, Settings);
        var model = new ModelQueue(Settings) { Now = queue.Time.GetUtcNow() };
        var leases = new List<(MessageLock Real, ModelQueue.Lease Model)>();
        foreach (var step in program)
        {
            await CompareAsync(step, queue, model, leases);
            Assert.Equal(model.Counts, await queue.CountAsync());
        }
    }

    private static async Task CompareAsync(Step step, QueueFixture queue, ModelQueue model, List<(MessageLock Real, ModelQueue.Lease Model)> leases)
    {
        switch (step)
        {
            case Step.Send send:
                var notBefore = send.DelaySeconds is { } delay ? queue.Time.GetUtcNow().AddSeconds(delay) : (DateTimeOffset?)null;
                Assert.Equal(model.Send(send.Id, notBefore), await queue.SendAsync(send.Id, notBefore));
                break;
            case Step.Receive receive:
                var expected = model.Receive(receive.Max, receive.Dead);
                var received = await queue.ReceiveAsync(receive.Max, receive.Dead ? EntityPath.DeadLetter(QueueFixture.Queue) : QueueFixture.Queue);
                Assert.Equal(expected.Select(m => m.Seen), received.Select(m => (m.MessageId, m.DeliveryCount)));
                leases.AddRange(received.Zip(expected, (real, modelled) => (real.Lock, modelled)));
                break;
            case Step.Settle settle when leases.Count > 0:
                var (real, modelled) = leases[leases.Count - 1 - (settle.Lease % leases.Count)];
                Assert.Equal(Settle(model, modelled, settle.How), await SettleAsync(queue.Broker, real, settle.How));
                break;
            case Step.Wait wait:
                queue.Time.Advance(TimeSpan.FromSeconds(wait.Seconds));
                model.Now = queue.Time.GetUtcNow();
                break;
            case Step.Replay replay:
                Assert.Equal(model.Replay(replay.Max), await queue.Broker.ReplayDeadLettersAsync(QueueFixture.Queue, replay.Max, CancellationToken.None));
                break;
            case Step.Restart:
                queue.Restart();
                Assert.Equal(model.ReleaseLocks(), await queue.Broker.ReleaseAsync(CancellationToken.None));
                break;
        }
    }

    private static bool Settle(ModelQueue model, ModelQueue.Lease lease, Settlement how) => how switch
    {
        Settlement.Complete => model.Complete(lease),
        Settlement.Abandon => model.Abandon(lease),
        Settlement.Renew => model.Renew(lease),
        _ => model.DeadLetter(lease),
    };

    private static async Task<bool> SettleAsync(MessageBroker broker, MessageLock held, Settlement how) => how switch
    {
        Settlement.Complete => await broker.CompleteAsync(held, CancellationToken.None),
        Settlement.Abandon => await broker.AbandonAsync(held, TimeSpan.Zero, CancellationToken.None),
        Settlement.Renew => await broker.RenewAsync(held, CancellationToken.None) is not null,
        _ => await broker.DeadLetterAsync(held, new DeadLetterReason("test"), CancellationToken.None),
    };

    private abstract record Step
    {
        public sealed record Send(string Id, int? DelaySeconds) : Step;

        public sealed record Receive(int Max, bool Dead) : Step;

        public sealed record Settle(int Lease, Settlement How) : Step;

        public sealed record Wait(int Seconds) : Step;

        public sealed record Replay(int Max) : Step;

        public sealed record Restart : Step;
    }
}
