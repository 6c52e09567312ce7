namespace Microsoft.Azure.Functions.Worker.Http;

// Named by DurableTaskClientExtensions only: HTTP functions take ASP.NET Core's HttpRequest.
public abstract class HttpRequestData
{
    internal HttpRequestData()
    {
    }
}
