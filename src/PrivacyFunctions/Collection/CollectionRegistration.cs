using Microsoft.Extensions.DependencyInjection;

namespace PrivacyFunctions.Collection;

/// <summary>Registers what collecting needs.</summary>
public static class CollectionRegistration
{
    /// <summary>Adds the feature.</summary>
    public static IServiceCollection AddCollection(this IServiceCollection services) =>
        services.AddSingleton<StepCollector>().AddSingleton<DatasetTally>().AddSingleton<StagedUnits>();
}
