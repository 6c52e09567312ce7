using Microsoft.Extensions.DependencyInjection;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Local.Audit;

/// <summary>Registers the audit log in the data folder.</summary>
public static class LocalAuditRegistration
{
    public static IServiceCollection AddLocalAudit(this IServiceCollection services)
    {
        services.AddSingleton<AuditEntryTable>();
        services.AddSingleton<SqliteAuditLog>();
        services.AddSingleton<IAuditLog>(provider => provider.GetRequiredService<SqliteAuditLog>());
        return services;
    }
}
