using Microsoft.Extensions.DependencyInjection;
using PrivacyFunctions.Requests.Faults;

namespace PrivacyFunctions.Systems;

/// <summary>Registers the connected systems.</summary>
public static class SystemsRegistration
{
    /// <summary>Adds them; the data map itself is registered by who loads it.</summary>
    public static IServiceCollection AddSystems(this IServiceCollection services) =>
        services.AddSingleton<ConnectedSystems>().AddSingleton<PlanDocuments>().AddSingleton<ActivityBoundary>();
}
