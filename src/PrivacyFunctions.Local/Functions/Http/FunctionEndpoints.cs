using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PrivacyFunctions.Local.Functions.Binding;

namespace PrivacyFunctions.Local.Functions.Http;

/// <summary>Makes an endpoint of every HTTP function.</summary>
public static class FunctionEndpoints
{
    /// <summary>Maps the HTTP functions of a catalogue. The request's services are the invocation's scope.</summary>
    public static IEndpointRouteBuilder MapFunctions(this IEndpointRouteBuilder endpoints, FunctionCatalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        foreach (var function in catalogue.Functions)
        {
            if (function.Trigger is not FunctionTrigger.Http trigger) continue;
            RequestDelegate run = http => RunAsync(function, http);
            var endpoint = trigger.Methods.Count == 0
                ? endpoints.Map(trigger.Route, run)
                : endpoints.MapMethods(trigger.Route, trigger.Methods, run);
            endpoint.WithDisplayName(function.Name);
        }

        return endpoints;
    }

    private static async Task RunAsync(Function function, HttpContext http)
    {
        var context = new LocalFunctionContext(function, http.RequestServices, http.RequestAborted) { Http = http };
        await ResultWriter.WriteAsync(http, await function.Code.RunAsync(context));
    }
}
