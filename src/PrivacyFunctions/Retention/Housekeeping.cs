using Microsoft.Extensions.Logging;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Settings;

namespace PrivacyFunctions.Retention;

/// <summary>Removes what belongs to no single request, and says in log and audit log how much went.</summary>
public sealed partial class Housekeeping(
    ISavedAnswers answers, IErasureLedger ledger, IRuntimeSweep runtime, IAuditLog audit, RetentionSettings settings, TimeProvider time, ILogger<Housekeeping> log)
{
    /// <summary>One round.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var swept = new List<SweptItems> { new("answers", await answers.SweepAsync(cancellation)) };
        if (settings.Ledger > TimeSpan.Zero) swept.Add(new SweptItems("ledger", await ledger.ForgetAsync(now - settings.Ledger, cancellation)));
        var limits = new SweepLimits(now - settings.Events, now - settings.DeadLetters, now - settings.Mail, now - settings.Abandoned);
        swept.AddRange(await runtime.SweepAsync(limits, cancellation));
        swept.RemoveAll(items => items.Count == 0);
        if (swept.Count == 0) return;
        foreach (var items in swept) LogSwept(log, items.What, items.Count);
        var facts = swept.ToDictionary(items => items.What, items => (AuditFact)items.Count);
        await audit.AppendAsync([new AuditEntry("retention.swept", now, AuditEntry.ByItself) { Facts = facts }], cancellation);
    }

    [LoggerMessage(EventId = 1702, Level = LogLevel.Information, Message = "Purged {What}: {Count}")]
    private static partial void LogSwept(ILogger logger, string what, long count);
}
