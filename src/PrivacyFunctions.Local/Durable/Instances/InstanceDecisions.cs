using PrivacyFunctions.Local.Durable.Activities;
using PrivacyFunctions.Local.Durable.Execution;
using PrivacyFunctions.Local.Durable.History;

namespace PrivacyFunctions.Local.Durable.Instances;

/// <summary>
/// Turns mail into decisions: loads and replays if need be, lets the orchestrator run, stores the decision, and only then sets in
/// motion what it says. When the store fails, the orchestrator's memory is thrown away, since it is ahead of its history.
/// </summary>
internal sealed class InstanceDecisions(long key, EngineCore core)
{
    private LoadedInstance? _loaded;

    public bool IsLoaded => _loaded is not null;

    public bool HasRunningActivities => _loaded?.Execution.OpenActivities > 0;

    /// <summary>Returns what has to be tried again.</summary>
    public async Task<Mail> DecideAsync(Mail mail)
    {
        try
        {
            await StepAsync(mail);
            if (core.Options.KeepInMemory == TimeSpan.Zero) _loaded = null;
            return Mail.None;
        }
        catch (StaleActivityException stale)
        {
            core.Logger.CompletionsRefused(mail.Completions[0].Work.InstanceId, stale.Completions.Count);
            _loaded = null;
            foreach (var refused in stale.Completions) core.Dispatcher.Forget(refused.Work);
            return mail with { Completions = [.. mail.Completions.Except(stale.Completions)], HasMessages = true };
        }
        catch (StaleInstanceException)
        {
            _loaded = null;
            return mail with { HasMessages = true };
        }
        catch (EngineSupersededException)
        {
            core.Supersede();
        }
        catch (Exception exception) when (!core.Stopped.IsCancellationRequested)
        {
            core.Logger.DecisionNotStored(key, exception.GetType().Name);
            await PauseAsync();
        }
        catch (Exception)
        {
            // The engine has stopped; the next start decides anew.
        }

        _loaded = null;
        core.Recovery.Request();
        return mail with { HasMessages = true };
    }

    private async Task StepAsync(Mail mail)
    {
        var (loaded, inbox, failed) = await LoadAsync(mail.HasMessages);
        if (loaded is null)
        {
            await DiscardAsync(mail.Completions);
            return;
        }

        var late = mail.Completions.FindAll(c => c.Work.Generation != loaded.Header.Generation);
        if (late.Count > 0) await DiscardAsync(late);
        var completions = late.Count == 0 ? mail.Completions : mail.Completions.FindAll(c => !late.Contains(c));
        var arrived = Arrived(loaded.Header, inbox, completions);
        var arrivals = new Arrivals(completions, inbox.Count > 0 ? inbox[^1].Id : null);
        if (arrived.Count == 0 && arrivals.LastInboxId is null && !mail.LeftThread && failed is null) return;
        var decision = Decide(loaded, arrived, mail.LeftThread, failed);
        await StoreAsync(loaded, decision, arrivals);
    }

    private async Task<(LoadedInstance? Loaded, List<InboxMessage> Inbox, Outcome? Failed)> LoadAsync(bool hasMessages)
    {
        if (_loaded is { } kept)
        {
            var messages = hasMessages ? await core.Database.ReadAsync(s => InstanceReads.Inbox(s, key), core.Stopped) : [];
            return (kept, messages, null);
        }

        var stored = await core.Database.ReadAsync(session => InstanceReads.All(session, key), core.Stopped);
        if (stored.Header is not { } header || header.Status.IsTerminal()) return (null, stored.Inbox, null);
        var execution = new OrchestrationExecution(
            header.Identity, core.Registry.Orchestrator(header.Name), core.Payloads, core.Loggers,
            () => core.Instances.ReportForeign(key));
        var failed = Replay(execution, header, stored.History);
        _loaded = new LoadedInstance(header, execution, stored.History.Count, stored.History.LastOrDefault()?.At ?? default);
        return (_loaded, stored.Inbox, failed);
    }

    private Outcome.Failed? Replay(OrchestrationExecution execution, InstanceHeader header, List<StoredEpisode> history)
    {
        try
        {
            execution.Replay(history.ConvertAll(episode => episode.Decode()));
            return null;
        }
        catch (Exception exception) when (exception is NonDeterministicOrchestrationException or InvalidDataException)
        {
            core.Logger.NotDeterministic(header.Id, header.Name);
            return new Outcome.Failed(Failures.From(exception));
        }
    }

    private static List<OrchestrationEvent> Arrived(
        InstanceHeader header, List<InboxMessage> inbox, List<ActivityCompletion> completions) =>
    [
        .. inbox.Where(message => message.Generation is null || message.Generation == header.Generation).Select(message => message.Event),
        .. completions.Select(completion => completion.Result),
    ];

    private Decision Decide(LoadedInstance loaded, List<OrchestrationEvent> arrived, bool leftThread, Outcome? failed)
    {
        var at = arrived.OfType<OrchestrationEvent.TimerFired>().Select(timer => timer.Due)
            .Append(core.Time.GetUtcNow()).Append(loaded.LastEpisode).Max();
        if (failed is not null) return new Decision { At = at, Arrived = arrived, Started = true, Outcome = failed };
        var decision = loaded.Execution.Decide(at, arrived);
        return leftThread && decision.Outcome is null
            ? decision with { Outcome = new Outcome.Failed(Failures.From(new ForeignAwaitException())) }
            : decision;
    }

    private async Task StoreAsync(LoadedInstance loaded, Decision decision, Arrivals arrivals)
    {
        var commit = new DecisionCommit(loaded.Header, loaded.Episodes, decision, arrivals, core.Ownership, core.Leases).Prepare();
        await CommitAsync(commit);
        _loaded = decision.Outcome is null
            ? loaded with { Header = commit.After, Episodes = loaded.Episodes + 1, LastEpisode = decision.At }
            : null;
        foreach (var completion in arrivals.Completions) core.Dispatcher.Forget(completion.Work);
        SetInMotion(commit);
    }

    private async Task CommitAsync(DecisionCommit commit)
    {
        foreach (var work in commit.Dispatch) core.Dispatcher.Expect(work);
        try
        {
            await core.Database.CommitAsync(commit.Run);
        }
        catch (Exception)
        {
            foreach (var work in commit.Dispatch) core.Dispatcher.Forget(work);
            throw;
        }
    }

    private void SetInMotion(DecisionCommit commit)
    {
        foreach (var work in commit.Dispatch) core.Dispatcher.Enqueue(work);
        foreach (var target in commit.Signals) core.Instances.Signal(target);
        if (commit.EarliestTimer is { } due) core.Timers.Expect(due);
        if (!commit.StatusChanged) return;
        core.Logger.StatusChanged(commit.After.Id, commit.After.Name, commit.After.Status.ToString());
        core.Waiters.Pulse(commit.After.Id);
    }

    // Completions that no execution waits for any more: the instance has ended, begun anew or gone.
    private async Task DiscardAsync(List<ActivityCompletion> completions)
    {
        if (completions.Count == 0) return;
        await core.Database.WriteAsync(
            session =>
            {
                core.Ownership.Check(session);
                foreach (var completion in completions) core.Leases.Complete(session, completion.Work);
            },
            CancellationToken.None);
        foreach (var completion in completions) core.Dispatcher.Forget(completion.Work);
    }

    private async Task PauseAsync()
    {
        try
        {
            await Task.Delay(core.Options.RetryAfterFailure, core.Time, core.Stopped);
        }
        catch (OperationCanceledException)
        {
            // The caller sees that the engine has stopped.
        }
    }
}
