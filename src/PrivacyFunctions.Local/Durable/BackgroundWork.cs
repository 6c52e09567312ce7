using Microsoft.Extensions.Logging;

namespace PrivacyFunctions.Local.Durable;

/// <summary>Work that must succeed sooner or later and that nobody waits for; requests while it runs are served by one more run.</summary>
internal sealed class BackgroundWork(EngineCore core, string name, Func<CancellationToken, Task> work)
{
    private int _requests;

    public void Request()
    {
        if (!core.IsRunning || Interlocked.Increment(ref _requests) != 1) return;
        ThreadPool.UnsafeQueueUserWorkItem(static self => _ = self.RunAsync(), this, preferLocal: false);
    }

    private async Task RunAsync()
    {
        while (true)
        {
            var seen = Volatile.Read(ref _requests);
            if (!await TryAsync()) return;
            if (Interlocked.CompareExchange(ref _requests, 0, seen) == seen) return;
        }
    }

    private async Task<bool> TryAsync()
    {
        while (!core.Stopped.IsCancellationRequested)
        {
            try
            {
                await work(core.Stopped);
                return true;
            }
            catch (EngineSupersededException)
            {
                core.Supersede();
            }
            catch (Exception exception) when (!core.Stopped.IsCancellationRequested)
            {
                core.Logger.BackgroundFailed(name, exception.GetType().Name);
                await PauseAsync();
                core.Recovery.Request(); // The commit may have happened all the same.
            }
            catch (Exception)
            {
                return false;
            }
        }

        return false;
    }

    private async Task PauseAsync()
    {
        try
        {
            await Task.Delay(core.Options.RetryAfterFailure, core.Time, core.Stopped);
        }
        catch (OperationCanceledException)
        {
            // The loop sees that the engine has stopped.
        }
    }
}
