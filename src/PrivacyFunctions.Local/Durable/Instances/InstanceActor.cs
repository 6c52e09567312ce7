using PrivacyFunctions.Local.Durable.Activities;

namespace PrivacyFunctions.Local.Durable.Instances;

/// <summary>One orchestration in memory: collects what reaches it and makes one decision after the other.</summary>
internal sealed class InstanceActor(long key, EngineCore core)
{
    private readonly Lock _gate = new();
    private readonly InstanceDecisions _decisions = new(key, core);
    private List<ActivityCompletion> _completions = [];
    private bool _hasMessages;
    private bool _leftThread;
    private bool _running;
    private bool _gone;
    private DateTimeOffset _lastEvent;

    public long Key => key;

    /// <summary>False when this actor has left memory and another must be asked.</summary>
    public bool Post(ActivityCompletion completion)
    {
        lock (_gate)
        {
            if (_gone) return false;
            _completions.Add(completion);
            if (!TryBegin()) return true;
        }

        _ = RunAsync();
        return true;
    }

    /// <inheritdoc cref="Post"/>
    public bool Signal() => Wake(ref _hasMessages);

    /// <inheritdoc cref="Post"/>
    public bool ReportForeign() => Wake(ref _leftThread);

    public void LeaveIfIdle(DateTimeOffset idleSince)
    {
        lock (_gate)
        {
            if (_running || _lastEvent > idleSince || _decisions.HasRunningActivities) return;
            Leave();
        }
    }

    private bool Wake(ref bool flag)
    {
        lock (_gate)
        {
            if (_gone) return false;
            flag = true;
            if (!TryBegin()) return true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static self => _ = self.RunAsync(), this, preferLocal: false);
        return true;
    }

    private bool TryBegin()
    {
        if (_running || !core.IsRunning) return false;
        core.Instances.Busy.Enter();
        return _running = true;
    }

    private async Task RunAsync()
    {
        while (Take() is { IsEmpty: false } mail)
        {
            Return(await _decisions.DecideAsync(mail));
        }
    }

    private Mail Take()
    {
        lock (_gate)
        {
            var mail = new Mail(_completions, _hasMessages, _leftThread);
            if (mail.IsEmpty || !core.IsRunning)
            {
                Rest();
                return Mail.None;
            }

            (_completions, _hasMessages, _leftThread) = ([], false, false);
            return mail;
        }
    }

    private void Return(Mail back)
    {
        if (back.IsEmpty) return;
        lock (_gate)
        {
            _completions.InsertRange(0, back.Completions);
            _hasMessages |= back.HasMessages;
            _leftThread |= back.LeftThread;
        }
    }

    private void Rest()
    {
        _running = false;
        _lastEvent = core.Time.GetUtcNow();
        if (_decisions.IsLoaded) core.Instances.Keep();
        else Leave();
        core.Instances.Busy.Leave();
    }

    private void Leave()
    {
        _gone = true;
        core.Instances.Remove(this);
    }
}
