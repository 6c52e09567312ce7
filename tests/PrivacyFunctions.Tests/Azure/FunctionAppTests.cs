using System.Text.Json;
using Azure.Core.Serialization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PrivacyFunctions.Azure;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Http;
using PrivacyFunctions.Orchestration;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Tests.Azure;

public sealed class FunctionAppTests
{
    [Fact]
    public void The_function_app_is_composed_of_the_product_and_its_connectors()
    {
        using var host = FunctionApp.Build([]);

        Assert.True(host.Services.GetRequiredService<IServiceProviderIsService>().IsService(typeof(Api)));
        Assert.NotEmpty(host.Services.GetServices<IConnector>());
    }

    [Fact]
    public void Orchestrations_are_written_as_the_local_engine_writes_them()
    {
        using var host = FunctionApp.Build([]);
        var serializer = host.Services.GetRequiredService<IOptions<WorkerOptions>>().Value.Serializer;

        var written = Assert.IsType<JsonObjectSerializer>(serializer).Serialize(new RequestWork("r1", 2)).ToString();

        Assert.Equal(JsonSerializer.Serialize(new RequestWork("r1", 2), WorkJson.Wire), written);
    }
}
