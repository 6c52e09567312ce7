using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PrivacyFunctions.Local.Durable;
using PrivacyFunctions.Requests.Faults;

namespace PrivacyFunctions.Local.Functions;

/// <summary>Registers orchestrator and activity functions with the durable engine.</summary>
internal sealed partial class DurableFunctions(IServiceScopeFactory scopes, ILogger<DurableFunctions> logger)
{
    public void Register(FunctionCatalogue catalogue, DurableRegistry registry)
    {
        foreach (var function in catalogue.Functions)
        {
            if (function.Trigger is FunctionTrigger.Orchestrator) registry.AddOrchestrator(function.Name, Orchestrator(function));
            if (function.Trigger is FunctionTrigger.Activity) registry.AddActivity(function.Name, Activity(function));
        }
    }

    // An orchestration that is evicted never ends: its scope goes with the class it created, and is not waited for.
    private OrchestratorFunction Orchestrator(Function function) => context =>
    {
        var scope = scopes.CreateScope();
        var invocation = new LocalFunctionContext(function, scope.ServiceProvider, CancellationToken.None) { Orchestration = context };
        var run = function.Code.CallAsync(function.Code.CreateInstance(scope.ServiceProvider), invocation);
        _ = run.ContinueWith(
            static (_, s) => ((IServiceScope)s!).Dispose(),
            scope,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        return run;
    };

    private ActivityFunction Activity(Function function) => async (invocation, cancellation) =>
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            return await function.Code.RunAsync(
                new LocalFunctionContext(function, scope.ServiceProvider, cancellation) { Activity = invocation });
        }
        catch (Exception) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
        catch (Exception exception) when (exception is not ActivityFault { InnerException: null })
        {
            LogEscaped(function.Name, invocation.InstanceId, exception.GetType().Name);
            throw new ActivityFault(FaultCode.Unexpected);
        }
    };

    [LoggerMessage(5202, LogLevel.Error, "Activity {Activity} of {InstanceId} let out {ExceptionType}; it goes on as a fault without text")]
    private partial void LogEscaped(string activity, string instanceId, string exceptionType);
}
