using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;

namespace PrivacyFunctions.Local.Functions.Http;

/// <summary>Writes what an HTTP function returns, as the ASP.NET Core integration of Functions does.</summary>
internal static class ResultWriter
{
    private static readonly ActionDescriptor None = new();

    public static Task WriteAsync(HttpContext http, object? result) => result switch
    {
        null => Task.CompletedTask,
        IResult minimal => minimal.ExecuteAsync(http),
        IActionResult action => action.ExecuteResultAsync(Context(http)),
        _ => new ObjectResult(result).ExecuteResultAsync(Context(http)),
    };

    private static ActionContext Context(HttpContext http) => new(http, http.GetRouteData(), None);
}
