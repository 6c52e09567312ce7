namespace Microsoft.Azure.Functions.Worker.Http;

// Named by DurableTaskClientExtensions only: HTTP functions return ASP.NET Core's IActionResult.
public abstract class HttpResponseData
{
    internal HttpResponseData()
    {
    }
}
