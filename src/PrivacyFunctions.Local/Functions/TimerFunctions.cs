using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PrivacyFunctions.Local.Timers;

namespace PrivacyFunctions.Local.Functions;

/// <summary>Connects functions with a timer trigger to their schedules.</summary>
internal static class TimerFunctions
{
    /// <summary>One runner for each function; not started.</summary>
    public static IEnumerable<TimerRunner> Runners(FunctionCatalogue catalogue, TimeZoneInfo zone, IServiceProvider services) =>
        from function in catalogue.Functions
        let trigger = function.Trigger as FunctionTrigger.Timer
        where trigger is not null
        select new TimerRunner(
            new TimerSettings(function.Name, trigger.Schedule, trigger.UseMonitor, trigger.RunOnStartup),
            zone,
            Handler(function, services.GetRequiredService<IServiceScopeFactory>()),
            services.GetRequiredService<TimerStore>(),
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<TimerRunner>>());

    private static TimerHandler Handler(Function function, IServiceScopeFactory scopes) => async (timer, cancellation) =>
    {
        await using var scope = scopes.CreateAsyncScope();
        await function.Code.RunAsync(new LocalFunctionContext(function, scope.ServiceProvider, cancellation) { Timer = timer });
    };
}
