using Microsoft.Extensions.DependencyInjection;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors;

namespace PrivacyFunctions.Tests.Connectors;

public sealed class ConnectorRegistrationTests
{
    [Fact]
    public void Every_kind_is_registered_once()
    {
        using var services = new ServiceCollection().AddConnectors().AddConnectors().BuildServiceProvider();
        Assert.Equal(["postgresql", "sqlite"], services.GetServices<IConnector>().Select(connector => connector.Kind).Order(StringComparer.Ordinal));
    }
}
