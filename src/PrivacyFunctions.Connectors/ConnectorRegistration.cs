using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors.PostgreSql;
using PrivacyFunctions.Connectors.Sqlite;

namespace PrivacyFunctions.Connectors;

/// <summary>Makes every kind of connector available to the product.</summary>
public static class ConnectorRegistration
{
    /// <summary>Registers one <see cref="IConnector"/> per kind.</summary>
    public static IServiceCollection AddConnectors(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConnector, PostgreSqlConnector>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConnector, SqliteConnector>());
        return services;
    }
}
