using Microsoft.Extensions.Logging;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Intake;

/// <summary>
/// Tells an orchestration at once what its request says already. Where that fails the request stands as it was committed, and so does the caller's
/// answer: the orchestration is told again by a sweep.
/// </summary>
public sealed partial class PromptWord(ILogger<PromptWord> log)
{
    /// <summary>Tells it, or logs that it could not be told.</summary>
    public async Task TryAsync(RequestId id, Func<Task> tell, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(tell);
        try
        {
            await tell();
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            LogNotTold(log, id.Value, fault.GetType().Name);
        }
    }

    [LoggerMessage(EventId = 1105, Level = LogLevel.Warning, Message = "The orchestration of request {RequestId} could not be told at once ({Fault}); it is told later")]
    private static partial void LogNotTold(ILogger logger, string requestId, string fault);
}
