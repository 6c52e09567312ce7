using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PrivacyFunctions.Local.Messaging;

/// <summary>
/// Hands the messages of one queue to a handler, several at once, in order of arrival. Idle, it waits for a signal or the next
/// due time and touches no database.
/// </summary>
public sealed class MessagePump : IAsyncDisposable
{
    // A clock that is set, or a machine that slept, is noticed within this time.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    private readonly MessageBroker _broker;
    private readonly string _entity;
    private readonly MessageHandler _handler;
    private readonly PumpOptions _options;
    private readonly TimeProvider _time;
    private readonly PumpLog _log;
    private readonly SemaphoreSlim _free;
    private readonly ConcurrentDictionary<MessageLock, Task> _running = new();
    private readonly CancellationTokenSource _stopReceiving = new();
    private readonly CancellationTokenSource _stopHandlers = new();
    private Task _receiving = Task.CompletedTask;

    /// <param name="broker">Where the queue lives.</param>
    /// <param name="entity">A queue, subscription or dead-letter queue.</param>
    /// <param name="handler">Works on one message.</param>
    /// <param name="options">Concurrency and delays.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Receives names, ids and counts.</param>
    public MessagePump(
        MessageBroker broker, string entity, MessageHandler handler, PumpOptions options, TimeProvider time, ILogger<MessagePump> logger)
    {
        ArgumentNullException.ThrowIfNull(broker);
        ArgumentNullException.ThrowIfNull(options);
        _entity = broker.Topology.Queue(entity).Name;
        (_broker, _handler, _options, _time, _log) = (broker, handler, options, time, new PumpLog(logger));
        _free = new SemaphoreSlim(options.ConcurrentCalls);
    }

    /// <summary>Begins to receive.</summary>
    public void Start() => _receiving = Task.Run(ReceiveAsync);

    /// <summary>
    /// Stops receiving and waits for running handlers up to the limit; what is still unfinished then is cancelled and given back.
    /// </summary>
    public async Task StopAsync(TimeSpan limit)
    {
        await _stopReceiving.CancelAsync();
        await _receiving;
        if (await FinishAsync(limit)) return;
        await _stopHandlers.CancelAsync();
        if (await FinishAsync(_options.CancellationGrace)) return;
        await GiveBackAsync();
    }

    /// <summary>Stops without a drain.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.Zero);
        _stopReceiving.Dispose();
        // A handler that ignores its token still uses these when it returns.
        if (!_running.IsEmpty) return;
        _stopHandlers.Dispose();
        _free.Dispose();
    }

    private async Task ReceiveAsync()
    {
        var stopping = _stopReceiving.Token;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await ReceiveOnceAsync(stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                _log.Failed(_entity, exception);
                await Task.WhenAny(Task.Delay(_options.RetryAfterFailure, _time, stopping));
            }
        }
    }

    private async Task ReceiveOnceAsync(CancellationToken stopping)
    {
        await _free.WaitAsync(stopping);
        var slots = 1;
        try
        {
            while (slots < _options.ConcurrentCalls && _free.Wait(0, stopping)) slots++;
            var signal = _broker.NextSignal(_entity);
            // Without the token: once the unit has locked messages, its answer must not be thrown away.
            var batch = await _broker.ReceiveAsync(_entity, slots, CancellationToken.None);
            foreach (var message in batch.Messages)
            {
                slots--;
                Begin(message);
            }

            if (batch.Messages.Count == 0) await WaitAsync(signal, batch.NextDue, stopping);
        }
        finally
        {
            if (slots > 0) _free.Release(slots);
        }
    }

    private async Task WaitAsync(Task signal, DateTimeOffset? due, CancellationToken stopping)
    {
        if (due is null)
        {
            await signal.WaitAsync(stopping);
            return;
        }

        var delay = due.Value - _time.GetUtcNow();
        if (delay <= TimeSpan.Zero) return;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        await Task.WhenAny(signal, Task.Delay(delay < LongestWait ? delay : LongestWait, _time, over.Token));
        await over.CancelAsync();
    }

    private void Begin(ReceivedMessage message)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _running[message.Lock] = HandleAsync(message, begun.Task);
        begun.SetResult();
    }

    private async Task HandleAsync(ReceivedMessage message, Task begun)
    {
        await begun;
        try
        {
            await using var renewal = new LockRenewal(_broker, message.Lock, _time, _log, _stopHandlers.Token);
            var done = await RunAsync(message, renewal.Cancellation);
            await SettleAsync(message, renewal, done);
        }
        catch (Exception exception)
        {
            _log.Failed(_entity, exception);
        }
        finally
        {
            _running.TryRemove(message.Lock, out _);
            _free.Release();
        }
    }

    private async Task<bool> RunAsync(ReceivedMessage message, CancellationToken cancellation)
    {
        try
        {
            await _handler(message, cancellation);
            return true;
        }
        catch (Exception exception)
        {
            _log.HandlerFailed(message, exception);
            return false;
        }
    }

    private async Task SettleAsync(ReceivedMessage message, LockRenewal renewal, bool done)
    {
        for (var failed = false; !renewal.IsLost; failed = true)
        {
            try
            {
                var settled = await TrySettleAsync(message, renewal.Current, done);
                // After a failure it may have been settled by the try that failed.
                if (!settled && !failed) _log.LockLost(_entity, message.Lock.Sequence);
                return;
            }
            catch (Exception exception) when (!_stopHandlers.IsCancellationRequested)
            {
                _log.Failed(_entity, exception);
                await Task.Delay(_options.RetryAfterFailure, _time, _stopHandlers.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private Task<bool> TrySettleAsync(ReceivedMessage message, MessageLock held, bool done)
    {
        var delay = _stopHandlers.IsCancellationRequested ? TimeSpan.Zero : _options.RedeliveryDelay(message.DeliveryCount);
        return done ? _broker.CompleteAsync(held, CancellationToken.None) : _broker.AbandonAsync(held, delay, CancellationToken.None);
    }

    private async Task<bool> FinishAsync(TimeSpan limit)
    {
        var running = Task.WhenAll(_running.Values);
        using var over = new CancellationTokenSource();
        var finished = await Task.WhenAny(running, Task.Delay(limit, _time, over.Token)) == running;
        await over.CancelAsync();
        return finished;
    }

    private async Task GiveBackAsync()
    {
        var locks = _running.Keys.ToList();
        try
        {
            foreach (var held in locks) await _broker.AbandonAsync(held, TimeSpan.Zero, CancellationToken.None);
            _log.GivenBack(_entity, locks.Count);
        }
        catch (Exception exception)
        {
            // The next start takes them back.
            _log.Failed(_entity, exception);
        }
    }
}
