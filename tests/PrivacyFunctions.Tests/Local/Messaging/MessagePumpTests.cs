using Microsoft.Extensions.Logging.Abstractions;
using PrivacyFunctions.Local.Messaging;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Tests.Local.Durable;

namespace PrivacyFunctions.Tests.Local.Messaging;

public sealed class MessagePumpTests : IAsyncLifetime
{
    private static readonly TimeSpan NoLimit = TimeSpan.FromDays(30);
    private static readonly TimeSpan LockDuration = TimeSpan.FromHours(1);

    private readonly Outage _outage = new();
    private readonly QueueFixture _queue;
    private readonly List<MessagePump> _pumps = [];

    // Long enough that no step of the clock outruns a renewal.
    public MessagePumpTests() =>
        _queue = new QueueFixture(_outage, new QueueSettings { Name = QueueFixture.Queue, LockDuration = LockDuration });

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var pump in _pumps) await pump.DisposeAsync();
        _queue.Dispose();
    }

    [Fact]
    public async Task A_message_whose_handler_returns_is_completed()
    {
        await _queue.SendAsync("a");
        var handled = new Probe<ReceivedMessage>(1);
        var pump = Start((message, _) => handled.SeeAsync(message));

        Assert.Equal("a", Assert.Single(await handled.All).MessageId);
        await pump.StopAsync(NoLimit);
        Assert.Equal(new QueueCounts(0, 0, 0), await _queue.CountAsync());
    }

    [Fact]
    public async Task A_message_sent_while_the_pump_waits_is_handled_without_time_passing()
    {
        var handled = new Probe<ReceivedMessage>(3);
        Start((message, _) => handled.SeeAsync(message));

        foreach (var id in new[] { "a", "b", "c" }) await _queue.SendAsync(id);

        Assert.Equal(["a", "b", "c"], (await handled.All).Select(m => m.MessageId).Order());
    }

    [Fact]
    public async Task A_message_sent_in_another_unit_wakes_the_pump()
    {
        var handled = new Probe<ReceivedMessage>(1);
        Start((message, _) => handled.SeeAsync(message));

        await _queue.Database.WriteAsync(s => { _queue.Broker.Send(s, new OutgoingMessage(QueueFixture.Queue, "a", "{}")); }, CancellationToken.None);

        Assert.Single(await handled.All);
    }

    [Fact]
    public async Task An_idle_pump_does_not_touch_the_database()
    {
        await _queue.SendAsync("first");
        var handled = new Probe<ReceivedMessage>(1);
        Start((message, _) => handled.SeeAsync(message));
        await handled.All;
        while ((await _queue.CountAsync()).Active > 0) await Task.Yield();
        var last = await SettledUnitsAsync();

        for (var hour = 0; hour < 1000; hour++)
        {
            _queue.Time.Advance(TimeSpan.FromHours(1));
            await Task.Yield();
        }

        // One look when the lock of the last message would have ended, and none after it.
        Assert.InRange(await SettledUnitsAsync() - last, 0, 1);
    }

    [Fact]
    public async Task A_scheduled_message_is_handled_when_its_time_has_come()
    {
        await _queue.SendAsync("later", _queue.Time.GetUtcNow() + TimeSpan.FromHours(5));
        var handled = new Probe<DateTimeOffset>(1);
        var start = _queue.Time.GetUtcNow();
        Start((_, _) => handled.SeeAsync(_queue.Time.GetUtcNow()));

        await _queue.Time.AdvanceUntilAsync(handled.All, TimeSpan.FromMinutes(30));

        Assert.True((await handled.All)[0] >= start + TimeSpan.FromHours(5));
    }

    [Fact]
    public async Task A_message_whose_handler_always_throws_is_set_aside_after_exactly_ten_deliveries()
    {
        await _queue.SendAsync("poison");
        var deliveries = new List<int>();
        Start((message, _) =>
        {
            deliveries.Add(message.DeliveryCount);
            throw new InvalidOperationException("always");
        });
        var dead = new Probe<ReceivedMessage>(1);
        Start((message, _) => dead.SeeAsync(message), EntityPath.DeadLetter(QueueFixture.Queue));

        await _queue.Time.AdvanceUntilAsync(dead.All, TimeSpan.FromSeconds(1));

        Assert.Equal(Enumerable.Range(1, 10), deliveries);
        Assert.Equal("MaxDeliveryCountExceeded", (await dead.All)[0].DeadLetter?.Code);
    }

    [Fact]
    public async Task The_lock_is_renewed_for_as_long_as_the_handler_runs()
    {
        await _queue.SendAsync("a");
        var handled = new Probe<ReceivedMessage>(1);
        var finish = new TaskCompletionSource();
        var pump = Start(async (message, _) =>
        {
            await handled.SeeAsync(message);
            await finish.Task;
        });
        await handled.All;

        for (var i = 0; i < 20; i++)
        {
            await AdvanceToRenewalAsync();
            Assert.Empty(await _queue.ReceiveAsync());
        }

        finish.SetResult();
        await pump.StopAsync(NoLimit);
        Assert.Equal(new QueueCounts(0, 0, 0), await _queue.CountAsync());
    }

    [Fact]
    public async Task A_handler_whose_lock_is_lost_is_told_and_its_message_is_delivered_again()
    {
        await _queue.SendAsync("a");
        var deliveries = new Probe<int>(2);
        var told = new TaskCompletionSource();
        Start(async (message, cancellation) =>
        {
            await deliveries.SeeAsync(message.DeliveryCount);
            if (message.DeliveryCount > 1) return;
            using var registration = cancellation.Register(told.SetResult);
            await told.Task;
        });
        await deliveries.First;

        await _queue.Broker.ReleaseAsync(CancellationToken.None);
        await _queue.Time.AdvanceUntilAsync(told.Task, TimeSpan.FromMinutes(1));
        await _queue.Time.AdvanceUntilAsync(deliveries.All, TimeSpan.FromMinutes(1));
        Assert.Equal([1, 2], await deliveries.All);
    }

    [Fact]
    public async Task No_more_handlers_run_at_once_than_allowed()
    {
        for (var i = 0; i < 10; i++) await _queue.SendAsync($"m{i}");
        var handled = new Probe<string>(10);
        var began = new SemaphoreSlim(0);
        var gate = new SemaphoreSlim(0);
        var (running, most) = (0, 0);
        Start(
            async (message, _) =>
            {
                most = Math.Max(most, Interlocked.Increment(ref running));
                began.Release();
                await gate.WaitAsync(CancellationToken.None);
                Interlocked.Decrement(ref running);
                await handled.SeeAsync(message.MessageId);
            },
            options: new PumpOptions { ConcurrentCalls = 3 });

        for (var i = 0; i < 10; i++)
        {
            await began.WaitAsync();
            if (i >= 2) gate.Release();
        }

        gate.Release(2);
        Assert.Equal(10, (await handled.All).Distinct().Count());
        Assert.Equal(3, most);
    }

    [Fact]
    public async Task A_drain_lets_running_handlers_finish_and_takes_nothing_new()
    {
        for (var i = 0; i < 3; i++) await _queue.SendAsync($"m{i}");
        var began = new Probe<string>(1);
        var finish = new TaskCompletionSource();
        var pump = Start(
            async (message, _) =>
            {
                await began.SeeAsync(message.MessageId);
                await finish.Task;
            },
            options: new PumpOptions { ConcurrentCalls = 1 });
        await began.All;

        var stopping = pump.StopAsync(NoLimit);
        finish.SetResult();
        await stopping;

        Assert.Equal(new QueueCounts(2, 0, 0), await _queue.CountAsync());
        Assert.Equal("m1", (await _queue.ReceiveOneAsync()).MessageId);
    }

    [Fact]
    public async Task After_the_limit_of_a_drain_handlers_are_cancelled_and_their_messages_are_there_for_the_next_process()
    {
        await _queue.SendAsync("a");
        var began = new Probe<string>(1);
        var pump = Start(async (message, cancellation) =>
        {
            await began.SeeAsync(message.MessageId);
            await Task.Delay(Timeout.InfiniteTimeSpan, _queue.Time, cancellation);
        });
        await began.All;

        await _queue.Time.AdvanceUntilAsync(pump.StopAsync(TimeSpan.FromSeconds(5)), TimeSpan.FromSeconds(1));

        Assert.Equal(("a", 2), ((await _queue.ReceiveOneAsync()) is var m ? (m.MessageId, m.DeliveryCount) : default));
    }

    [Fact]
    public async Task A_handler_that_ignores_its_cancellation_loses_its_message_all_the_same()
    {
        await _queue.SendAsync("a");
        var never = new TaskCompletionSource();
        var pump = await StartStuckAsync(never.Task);

        await _queue.Time.AdvanceUntilAsync(pump.StopAsync(TimeSpan.FromSeconds(5)), TimeSpan.FromSeconds(1));

        Assert.Equal(2, (await _queue.ReceiveOneAsync()).DeliveryCount);
        never.SetResult();
    }

    [Fact]
    public async Task A_store_that_fails_for_a_while_loses_nothing()
    {
        var handled = new Probe<string>(2);
        await _queue.SendAsync("a");
        _outage.Begin();
        Start((message, _) => handled.SeeAsync(message.MessageId));
        for (var i = 0; i < 5; i++)
        {
            _queue.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        _outage.End();
        await _queue.SendAsync("b");
        await _queue.Time.AdvanceUntilAsync(handled.All, TimeSpan.FromSeconds(1));

        Assert.Equal(["a", "b"], (await handled.All).Order());
    }

    [Fact]
    public async Task A_message_whose_lock_ended_because_somebody_set_the_clock_forward_is_delivered_again_at_once()
    {
        var clock = new JumpingTime(_queue.Time);
        var broker = new MessageBroker(_queue.Database, _queue.Topology, clock);
        await broker.SendAsync(new OutgoingMessage(QueueFixture.Queue, "a", "{}"), CancellationToken.None);
        var deliveries = new Probe<int>(2);
        var pump = Start(
            async (message, _) =>
            {
                await deliveries.SeeAsync(message.DeliveryCount);
                if (message.DeliveryCount > 1) return;
                // By now the pump waits for the end of the lock.
                await _queue.Time.WaitBegunAsync(TimeSpan.FromMinutes(5));
                clock.Jump(TimeSpan.FromDays(1));
            },
            broker,
            clock);

        Assert.Equal([1, 2], await deliveries.All.WithinLimitAsync());
        await pump.StopAsync(NoLimit);
        Assert.Equal(new QueueCounts(0, 0, 0), await broker.CountAsync(QueueFixture.Queue, CancellationToken.None));
    }

    [Fact]
    public async Task A_drain_over_which_the_store_fails_ends_all_the_same()
    {
        await _queue.SendAsync("a");
        var never = new TaskCompletionSource();
        var pump = await StartStuckAsync(never.Task);
        _outage.Begin();

        await _queue.Time.AdvanceUntilAsync(pump.StopAsync(TimeSpan.FromSeconds(5)), TimeSpan.FromSeconds(1)).WithinLimitAsync();

        _outage.End();
        never.SetResult();
    }

    /// <summary>A pump whose handler has begun, and ends with that task whatever is cancelled.</summary>
    private async Task<MessagePump> StartStuckAsync(Task end)
    {
        var began = new Probe<string>(1);
        var pump = Start(async (message, _) =>
        {
            await began.SeeAsync(message.MessageId);
            await end;
        });
        await began.All;
        return pump;
    }

    private MessagePump Start(MessageHandler handler, MessageBroker broker, TimeProvider time)
    {
        var pump = new MessagePump(broker, QueueFixture.Queue, handler, new PumpOptions(), time, NullLogger<MessagePump>.Instance);
        _pumps.Add(pump);
        pump.Start();
        return pump;
    }

    private MessagePump Start(MessageHandler handler, string entity = QueueFixture.Queue, PumpOptions? options = null)
    {
        var pump = new MessagePump(_queue.Broker, entity, handler, options ?? new PumpOptions(), _queue.Time, NullLogger<MessagePump>.Instance);
        _pumps.Add(pump);
        pump.Start();
        return pump;
    }

    private async Task AdvanceToRenewalAsync()
    {
        var before = await LockedUntilAsync();
        await _queue.Time.WaitBegunAsync(LockDuration / 2);
        _queue.Time.Advance(LockDuration / 2);
        while (await LockedUntilAsync() == before) await Task.Yield();
    }

    private Task<long?> LockedUntilAsync() =>
        _queue.Database.ReadAsync(s => s.Scalar("SELECT locked_until FROM messages"), CancellationToken.None);

    // A write of our own queues behind whatever the pump has begun.
    private async Task<long> SettledUnitsAsync()
    {
        for (var i = 0; i < 3; i++)
        {
            await _queue.Database.ReadAsync(_ => true, CancellationToken.None);
            await Task.Yield();
        }

        return _queue.Database.Counts.Units;
    }

    [Fact]
    public async Task A_message_whose_completion_failed_is_completed_a_moment_later_and_not_handled_again()
    {
        var handled = new Probe<string>(1);
        await _queue.SendAsync("a");
        var pump = Start(async (message, _) =>
        {
            _outage.Begin();
            await handled.SeeAsync(message.MessageId);
        });
        await handled.All;
        await _queue.Time.WaitBegunAsync(new PumpOptions().RetryAfterFailure);
        _outage.End();
        // Receiving and completing both wait, and the wait seen may have been the other's.
        await _queue.Time.AdvanceUntilAsync(pump.StopAsync(NoLimit), new PumpOptions().RetryAfterFailure);

        Assert.Equal(new QueueCounts(0, 0, 0), await _queue.CountAsync());
    }

    private sealed class Outage : IStorageFaults
    {
        private volatile bool _now;

        public void Begin() => _now = true;

        public void End() => _now = false;

        public void At(StoragePoint point)
        {
            if (_now) throw new IOException("outage");
        }
    }
}
