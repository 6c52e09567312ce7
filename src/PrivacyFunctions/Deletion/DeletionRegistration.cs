using Microsoft.Extensions.DependencyInjection;
using PrivacyFunctions.Settings;

namespace PrivacyFunctions.Deletion;

/// <summary>Registers what deleting needs.</summary>
public static class DeletionRegistration
{
    /// <summary>Adds the feature.</summary>
    public static IServiceCollection AddDeletion(this IServiceCollection services) => services
        .AddSettings(DeletionSettings.Read)
        .AddSingleton<StagedSteps>()
        .AddSingleton<ErasureDocuments>()
        .AddSingleton<ErasureChanges>()
        .AddSingleton<ErasureProgress>()
        .AddSingleton<ReceiptStore>();
}
