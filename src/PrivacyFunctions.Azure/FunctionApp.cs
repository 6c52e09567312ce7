using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

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
        return builder.Build();
    }
}
