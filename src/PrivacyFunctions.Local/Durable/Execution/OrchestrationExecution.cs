using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using PrivacyFunctions.Local.Durable.History;

namespace PrivacyFunctions.Local.Durable.Execution;

/// <summary>
/// One execution of an orchestrator in memory: first fed with its history, then with what arrives. Deterministic: the same episodes
/// in give the same decisions out. Used by one thread at a time.
/// </summary>
internal sealed class OrchestrationExecution
{
    private readonly ExecutionIdentity _identity;
    private readonly OrchestratorFunction? _function;
    private readonly PayloadConverter _payloads;
    private readonly OrchestrationState _state;
    private readonly LocalOrchestrationContext _context;
    private readonly Queue<OrchestrationEvent> _held = new();
    private Task<object?>? _orchestrator;
    private OrchestrationEvent.Terminated? _terminated;
    private Exception? _fault;
    private bool _suspended;
    private volatile bool _foreign;

    /// <param name="identity">Whose execution this is.</param>
    /// <param name="function">The code; null when no orchestrator of that name is registered.</param>
    /// <param name="payloads">Serialises inputs and outputs.</param>
    /// <param name="loggers">For the orchestrator's replay-safe loggers.</param>
    /// <param name="onForeign">Told, from any thread, that the orchestrator left its thread.</param>
    public OrchestrationExecution(
        ExecutionIdentity identity, OrchestratorFunction? function, PayloadConverter payloads, ILoggerFactory loggers, Action onForeign)
    {
        _identity = identity;
        _function = function;
        _payloads = payloads;
        _state = new OrchestrationState(() =>
        {
            _foreign = true;
            onForeign();
        });
        _context = new LocalOrchestrationContext(identity, _state, payloads, loggers);
    }

    public int OpenActivities => _state.Open.Activities;

    public DateTimeOffset Now => _state.Now;

    private bool HasEnded => _terminated is not null || _orchestrator is { IsCompleted: true };

    /// <summary>Repeats what the history says.</summary>
    /// <exception cref="NonDeterministicOrchestrationException">The code does something else than it did.</exception>
    public void Replay(IReadOnlyList<Episode> history)
    {
        _state.IsReplaying = true;
        foreach (var episode in history)
        {
            Run(episode.At, episode.Arrived);
            ReplayComparison.Check(episode.Actions, _state.Actions, HasEnded);
        }

        _state.IsReplaying = false;
    }

    /// <summary>Feeds what has arrived and gives what the orchestrator makes of it.</summary>
    public Decision Decide(DateTimeOffset at, IReadOnlyList<OrchestrationEvent> arrived)
    {
        Run(at, arrived);
        return new Decision
        {
            At = at,
            Arrived = arrived,
            Actions = _state.Actions,
            CancelledTimers = _state.CancelledTimers,
            Tasks = _state.Tasks,
            Started = _orchestrator is not null,
            Suspended = _suspended,
            Outcome = Outcome(),
            CustomStatusChanged = _state.CustomStatusChanged,
            CustomStatus = _state.CustomStatus,
        };
    }

    private void Run(DateTimeOffset at, IReadOnlyList<OrchestrationEvent> arrived)
    {
        _state.BeginEpisode(at);
        try
        {
            _state.Loop.Run(() =>
            {
                foreach (var happened in arrived) Receive(happened);
            });
        }
        catch (Exception exception)
        {
            // Thrown outside the orchestrator's task, as an async void method does.
            _fault ??= exception;
        }
    }

    private void Receive(OrchestrationEvent happened)
    {
        switch (happened)
        {
            case OrchestrationEvent.Suspended:
                _suspended = true;
                break;
            case OrchestrationEvent.Resumed:
                _suspended = false;
                while (_held.TryDequeue(out var next)) Apply(next);
                break;
            case OrchestrationEvent.Terminated terminated:
                if (!HasEnded || _state.ContinueAsNew is not null) _terminated ??= terminated;
                break;
            case var _ when _suspended:
                _held.Enqueue(happened);
                break;
            default:
                Apply(happened);
                break;
        }
    }

    private void Apply(OrchestrationEvent happened)
    {
        if (HasEnded)
        {
            if (happened is OrchestrationEvent.EventRaised late) _state.Events.Raise(late.Name, late.Payload, keep: true);
            return;
        }

        Deliver(happened);
        _state.Loop.Drain();
    }

    private void Deliver(OrchestrationEvent happened)
    {
        switch (happened)
        {
            case OrchestrationEvent.Started:
                _orchestrator ??= Start();
                break;
            case OrchestrationEvent.TaskCompleted completed:
                _state.Open.Complete(completed.TaskId, completed.Result);
                break;
            case OrchestrationEvent.TaskFailed failed:
                _state.Open.Fail(failed.TaskId, failed.Failure);
                break;
            case OrchestrationEvent.TimerFired fired:
                _state.Open.Complete(fired.TaskId, null);
                break;
            case OrchestrationEvent.EventRaised raised:
                _state.Events.Raise(raised.Name, raised.Payload);
                break;
        }
    }

    private Task<object?> Start()
    {
        if (_function is null) return Task.FromResult<object?>(null);
        try
        {
            return _function(_context);
        }
        catch (Exception exception)
        {
            return Task.FromException<object?>(exception);
        }
    }

    private Outcome? Outcome()
    {
        if (_terminated is not null) return new Outcome.Terminated(_terminated.Output, _terminated.Recursive);
        if (_orchestrator is null) return null;
        if (_function is null) return new Outcome.Failed(Failures.NoOrchestrator(_identity.Name));
        if (_fault is not null) return new Outcome.Failed(Failures.From(_fault));
        if (_foreign || IsStuck()) return new Outcome.Failed(Failures.From(new ForeignAwaitException()));
        return _orchestrator.IsCompleted ? Ended(_orchestrator) : null;
    }

    // Nothing of the context is open, so nothing of it can ever wake the orchestrator.
    private bool IsStuck() =>
        !_suspended && !_orchestrator!.IsCompleted && _state.Open.Count == 0 && !_state.Events.HasWaiters;

    private Outcome Ended(Task<object?> orchestrator)
    {
        try
        {
            var output = orchestrator.GetAwaiter().GetResult();
            return _state.ContinueAsNew is { } next ? Continued(next) : new Outcome.Completed(_payloads.Serialize(output));
        }
        catch (Exception exception)
        {
            return new Outcome.Failed(Failures.From(exception));
        }
    }

    private Outcome.ContinuedAsNew Continued(ContinueAsNewRequest next) => new(
        next.Input,
        next.PreserveEvents ? [.. _state.Events.Unprocessed.Select(e => new OrchestrationEvent.EventRaised(e.Name, e.Payload))] : [],
        next.Version);
}
