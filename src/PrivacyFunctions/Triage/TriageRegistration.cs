using Microsoft.Extensions.DependencyInjection;
using PrivacyFunctions.Settings;

namespace PrivacyFunctions.Triage;

/// <summary>Registers what triage needs.</summary>
public static class TriageRegistration
{
    /// <summary>Adds the feature.</summary>
    public static IServiceCollection AddTriage(this IServiceCollection services) =>
        services.AddSettings(ReviewSettings.Read).AddSettings(RetrySettings.Read).AddSettings(ApprovalSettings.Read).AddSingleton<PlanMaking>();
}
