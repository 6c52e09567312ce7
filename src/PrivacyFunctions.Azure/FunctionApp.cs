using Azure.Core.Serialization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PrivacyFunctions.Connectors;
using PrivacyFunctions.Orchestration;

namespace PrivacyFunctions.Azure;

/// <summary>
/// The Function app: the product's functions under the Functions host. Compiled with the slice too, so that it cannot rot;
/// only the entry point differs.
/// </summary>
internal static class FunctionApp
{
    /// <param name="args">The command line that the Functions host starts the worker with.</param>
    /// <returns>The composed worker, not started.</returns>
    public static IHost Build(string[] args)
    {
        var builder = FunctionsApplication.CreateBuilder(args);
        builder.ConfigureFunctionsWebApplication();
        builder.AddPrivacyFunctions();
        builder.Services.AddConnectors();
        // The Durable extension writes inputs and outputs with the worker's serializer; the local engine uses the same options.
        builder.Services.Configure<WorkerOptions>(worker => worker.Serializer = new JsonObjectSerializer(WorkJson.Wire));
        return builder.Build();
    }
}
