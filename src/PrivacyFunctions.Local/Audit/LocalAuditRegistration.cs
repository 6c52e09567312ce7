using Microsoft.Extensions.DependencyInjection;
using PrivacyFunctions.Audit;
using PrivacyFunctions.Local.Serving;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Local.Audit;

/// <summary>Registers the audit log in the data folder.</summary>
internal static class LocalAuditRegistration
{
    public static IServiceCollection AddLocalAudit(this IServiceCollection services)
    {
        services.AddSingleton<AuditEntryTable>();
        services.AddSingleton<SqliteAuditLog>();
        services.AddSingleton<IAuditLog>(provider => provider.GetRequiredService<SqliteAuditLog>());
        services.AddSingleton<IAuditStore>(provider => provider.GetRequiredService<SqliteAuditLog>());
        return services.AddSingleton(Copies);
    }

    private static IReadOnlyList<ICheckpointCopy> Copies(IServiceProvider services)
    {
        var key = services.GetRequiredService<IAuditKey>();
        string?[] folders = [services.GetRequiredService<DataDirectory>().Audit, services.GetRequiredService<AuditSettings>().CopyTo];
        return [.. folders.OfType<string>().Select(folder => new CheckpointFolder(folder, new NoteKey(key.Name, key.PublicKey.Span)))];
    }
}
