using Microsoft.Extensions.Logging;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Sealing;

namespace PrivacyFunctions.Requests.Faults;

/// <summary>The one wrapper every activity runs in: whatever is thrown inside comes out as an <see cref="ActivityFault"/>.</summary>
public sealed partial class ActivityBoundary(ILogger<ActivityBoundary> logger)
{
    /// <summary>Runs one activity's work.</summary>
    /// <exception cref="ActivityFault">The work failed.</exception>
    public async Task<T> RunAsync<T>(string activity, RequestId request, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception exception)
        {
            var fault = Convert(exception);
            LogFault(activity, request, fault.Code, exception.GetType().Name);
            throw fault;
        }
    }

    /// <summary>The code under which a failure would come out.</summary>
    public static string CodeOf(Exception exception) => Convert(exception).Code;

    private static ActivityFault Convert(Exception exception) => exception switch
    {
        ActivityFault fault => new ActivityFault(fault.Code, fault.Transient),
        ConnectorFailure failure => new ActivityFault(FaultCode.Of(failure.Kind)),
        OperationCanceledException => new ActivityFault(FaultCode.Interrupted),
        SealBrokenException => new ActivityFault(FaultCode.Damaged),
        IOException storage => new ActivityFault(StorageRoom.IsMissing(storage) ? FaultCode.StorageFull : FaultCode.Storage),
        _ => new ActivityFault(FaultCode.Unexpected),
    };

    [LoggerMessage(3001, LogLevel.Warning, "{Activity} of request {RequestId} failed: {Code} ({ExceptionType})")]
    private partial void LogFault(string activity, RequestId requestId, string code, string exceptionType);
}
