using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using PrivacyFunctions.Local.Durable.Activities;
using PrivacyFunctions.Local.Durable.Execution;
using PrivacyFunctions.Local.Durable.History;
using PrivacyFunctions.Local.Storage;

namespace PrivacyFunctions.Local.Durable.Instances;

/// <summary>
/// Writes one decision whole: the episode, the ended activities, the messages it consumed, and everything it sets in motion. It is
/// one unit of the writer, so all of it is durable or none; nothing runs before.
/// </summary>
internal sealed class DecisionCommit(
    InstanceHeader before, int episode, Decision decision, Arrivals arrivals, Ownership ownership, ActivityLeases leases)
{
    private byte[] _episode = [];
    private int _delivered;

    /// <summary>What the row says afterwards.</summary>
    public InstanceHeader After { get; } = HeaderAfter(before, decision);

    public List<ActivityWork> Dispatch { get; } = [];

    public HashSet<long> Signals { get; } = [];

    public DateTimeOffset? EarliestTimer { get; private set; }

    public bool StatusChanged => After.Status != before.Status;

    /// <summary>Encodes and numbers on the caller's thread what the writer's thread need not.</summary>
    public DecisionCommit Prepare()
    {
        _episode = EpisodeCodec.ToBytes(decision.Arrived, decision.Actions);
        foreach (var activity in decision.Actions.OfType<OrchestrationAction.ActivityScheduled>()) Dispatch.Add(Deliver(activity));
        return this;
    }

    /// <exception cref="StaleActivityException">A completion has lost its lease; nothing is written.</exception>
    /// <exception cref="StaleInstanceException">The instance was replaced or purged; nothing is written.</exception>
    public bool Run(SqliteSession session)
    {
        (_delivered, EarliestTimer) = (0, null);
        Signals.Clear();
        if (!ownership.Check(session, before.Key, before.Generation)) throw new StaleInstanceException();
        EndActivities(session);
        session.Execute(
            "INSERT INTO durable_history (position, at, episode) VALUES (?1, ?2, ?3)",
            Position.Of(before.Key, episode), decision.At, _episode);
        foreach (var action in decision.Actions) Act(session, action);
        foreach (var timer in decision.CancelledTimers) RemoveTimer(session, timer);
        if (arrivals.LastInboxId is { } last)
            session.Execute("DELETE FROM durable_inbox WHERE instance = ?1 AND id <= ?2", before.Key, last);
        UpdateRow(session);
        return true;
    }

    private static InstanceHeader HeaderAfter(InstanceHeader before, Decision decision) => decision.Outcome switch
    {
        Outcome.Completed => before with { Status = OrchestrationRuntimeStatus.Completed },
        Outcome.Failed => before with { Status = OrchestrationRuntimeStatus.Failed },
        Outcome.Terminated => before with { Status = OrchestrationRuntimeStatus.Terminated },
        Outcome.ContinuedAsNew next => before with
        {
            Generation = before.Generation + 1,
            FirstTask = before.FirstTask + decision.Tasks,
            Input = next.Input,
            Version = next.Version ?? before.Version,
            Status = decision.Suspended ? OrchestrationRuntimeStatus.Suspended : OrchestrationRuntimeStatus.Running,
        },
        _ when decision.Suspended => before with { Status = OrchestrationRuntimeStatus.Suspended },
        _ when decision.Started => before with { Status = OrchestrationRuntimeStatus.Running },
        _ => before with { Status = OrchestrationRuntimeStatus.Pending },
    };

    private ActivityWork Deliver(OrchestrationAction.ActivityScheduled activity) => new(
        before.Key, before.Id, before.Generation, activity.TaskId,
        Position.Of(before.Key, before.FirstTask + activity.TaskId), activity.Name, activity.Input, leases.NextToken());

    private void EndActivities(SqliteSession session)
    {
        var stale = arrivals.Completions.Where(completion => !leases.Complete(session, completion.Work)).ToList();
        if (stale.Count > 0) throw new StaleActivityException(stale);
    }

    private void Act(SqliteSession session, OrchestrationAction action)
    {
        switch (action)
        {
            case OrchestrationAction.ActivityScheduled:
                leases.Insert(session, Dispatch[_delivered++], decision.At);
                break;
            case OrchestrationAction.TimerCreated timer:
                InstanceWrites.AddTimer(session, before.Key, timer.Id, timer.Due);
                if (EarliestTimer is null || timer.Due < EarliestTimer) EarliestTimer = timer.Due;
                break;
            case OrchestrationAction.SubOrchestrationScheduled sub:
                StartSubOrchestration(session, sub);
                break;
            case OrchestrationAction.EventSent sent when InstanceWrites.FindLive(session, sent.InstanceId) is { } target:
                Send(session, target, new OrchestrationEvent.EventRaised(sent.Name, sent.Payload));
                break;
        }
    }

    private void StartSubOrchestration(SqliteSession session, OrchestrationAction.SubOrchestrationScheduled sub)
    {
        if (InstanceWrites.Find(session, sub.InstanceId) is (var existing, var status))
        {
            if (!status.IsTerminal())
            {
                var taken = new OrchestrationEvent.TaskFailed(sub.Id, Failures.InstanceExists(sub.InstanceId));
                Send(session, before.Key, taken, before.Generation);
                return;
            }

            InstanceWrites.Delete(session, existing);
        }

        Signals.Add(new NewInstance
        {
            Id = sub.InstanceId,
            Name = sub.Name,
            CreatedAt = decision.At,
            Version = sub.Start!.Version,
            Input = sub.Start.Input,
            Tags = sub.Start.Tags,
            Parent = new ParentLink(before.Key, sub.Id, before.Generation, before.Id, before.Name),
        }.Insert(session));
    }

    private void UpdateRow(SqliteSession session)
    {
        if (decision.CustomStatusChanged)
            session.Execute("UPDATE durable_instances SET custom_status = ?2 WHERE key = ?1", before.Key, decision.CustomStatus);
        switch (decision.Outcome)
        {
            case Outcome.Completed completed:
                End(session, completed.Output, null);
                NotifyParent(session, parent => new OrchestrationEvent.TaskCompleted(parent.Task, completed.Output));
                break;
            case Outcome.Failed failed:
                End(session, null, failed.Failure);
                NotifyParent(session, parent => new OrchestrationEvent.TaskFailed(parent.Task, failed.Failure));
                break;
            case Outcome.Terminated terminated:
                End(session, terminated.Output, null);
                NotifyParent(session, p => new OrchestrationEvent.TaskFailed(p.Task, Failures.SubOrchestrationTerminated(before.Id)));
                if (terminated.Recursive) TerminateChildren(session, terminated);
                break;
            case Outcome.ContinuedAsNew next:
                BeginAnew(session, next);
                break;
            default:
                if (StatusChanged)
                    session.Execute("UPDATE durable_instances SET status = ?2 WHERE key = ?1", before.Key, (int)After.Status);
                break;
        }
    }

    private void End(SqliteSession session, string? output, TaskFailureDetails? failure)
    {
        session.Execute(
            "UPDATE durable_instances SET status = ?2, completed_at = ?3, output = ?4, failure = ?5 WHERE key = ?1",
            before.Key, (int)After.Status, decision.At, output, failure is null ? null : FailureCodec.ToBytes(failure));
        session.Execute("DELETE FROM durable_timers WHERE instance = ?1", before.Key);
        session.Execute("DELETE FROM durable_inbox WHERE instance = ?1", before.Key);
    }

    private void NotifyParent(SqliteSession session, Func<ParentLink, OrchestrationEvent> message)
    {
        if (before.Parent is { } parent && InstanceWrites.IsLive(session, parent.Key))
            Send(session, parent.Key, message(parent), parent.Generation);
    }

    private void TerminateChildren(SqliteSession session, Outcome.Terminated terminated)
    {
        var children = session.Query(
            $"SELECT key FROM durable_instances WHERE parent_key = ?1 AND NOT {RuntimeStatus.HasEnded}", row => row.Number(0), before.Key);
        foreach (var child in children) Send(session, child, new OrchestrationEvent.Terminated(terminated.Output, Recursive: true));
    }

    // Messages that already wait stay behind those that are carried over: order of arrival is kept.
    private void BeginAnew(SqliteSession session, Outcome.ContinuedAsNew next)
    {
        InstanceWrites.DeleteHistory(session, before.Key);
        session.Execute("DELETE FROM durable_timers WHERE instance = ?1", before.Key);
        session.Execute(
            "UPDATE durable_instances SET status = ?2, generation = ?3, first_task = ?4, input = ?5, version = ?6 WHERE key = ?1",
            before.Key, (int)After.Status, After.Generation, After.FirstTask, After.Input, After.Version);
        var waiting = InstanceReads.Inbox(session, before.Key).Where(message => message.Generation is null);
        session.Execute("DELETE FROM durable_inbox WHERE instance = ?1", before.Key);
        if (decision.Suspended) Send(session, before.Key, new OrchestrationEvent.Suspended(null));
        Send(session, before.Key, new OrchestrationEvent.Started());
        foreach (var message in next.Carried.Concat(waiting.Select(w => w.Event))) Send(session, before.Key, message);
    }

    private void RemoveTimer(SqliteSession session, int task) =>
        session.Execute("DELETE FROM durable_timers WHERE instance = ?1 AND task = ?2", before.Key, task);

    private void Send(SqliteSession session, long target, OrchestrationEvent message, int? generation = null)
    {
        InstanceWrites.Send(session, target, message, generation);
        Signals.Add(target);
    }
}
