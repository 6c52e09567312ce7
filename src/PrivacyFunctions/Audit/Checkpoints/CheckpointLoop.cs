using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Audit;

/// <summary>
/// Covers new entries with a signed checkpoint every few seconds, away from the calls that write them, and once more when everything else
/// has stopped. Start and stop of the service are entries too.
/// </summary>
public sealed partial class CheckpointLoop(
    CheckpointWriter checkpoints, IAuditLog entries, AuditSettings settings, TimeProvider time, ILogger<CheckpointLoop> log)
    : BackgroundService, IHostedLifecycleService
{
    private string? _problem;

    /// <summary>Signs what the last run left, and serves nobody before this start is on record.</summary>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        LogKey(log, checkpoints.Key);
        await SignAsync(cancellationToken);
        await AppendAsync("service.started", cancellationToken);
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        try
        {
            await AppendAsync("service.stopped", cancellationToken);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            Report(fault);
        }

        await SignAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            // One wait at a time: a clock that leaps misses one tick, not all of them one after another.
            await Task.Delay(settings.CheckpointEvery, time, stoppingToken);
            await SignAsync(stoppingToken);
        }
    }

    // Whatever goes wrong is tried again at the next tick; entries are written all the same.
    private async Task SignAsync(CancellationToken cancellation)
    {
        try
        {
            await checkpoints.WriteAsync(cancellation);
            _problem = null;
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            Report(fault);
        }
    }

    private Task AppendAsync(string kind, CancellationToken cancellation) => entries.AppendAsync(
        [
            new AuditEntry(kind, time.GetUtcNow(), AuditEntry.ByItself)
            {
                Facts = new Dictionary<string, AuditFact> { ["version"] = typeof(CheckpointLoop).Assembly.GetName().Version!.ToString(3) },
            },
        ],
        cancellation);

    // The same problem every few seconds is said once.
    private void Report(Exception fault)
    {
        var problem = fault is AuditLogBrokenException broken ? broken.Message : fault.GetType().Name;
        if (_problem == problem) return;
        _problem = problem;
        LogNotSigned(log, problem);
    }

    [LoggerMessage(EventId = 1802, Level = LogLevel.Error, Message = "Nothing new of the audit log is signed: {Problem} 'privacy audit verify' says more")]
    private static partial void LogNotSigned(ILogger logger, string problem);

    [LoggerMessage(EventId = 1803, Level = LogLevel.Information, Message = "The audit log is signed with {Key}")]
    private static partial void LogKey(ILogger logger, NoteKey key);
}
