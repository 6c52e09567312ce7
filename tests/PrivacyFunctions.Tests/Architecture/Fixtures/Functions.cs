using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace PrivacyFunctions.Tests.Architecture.Fixtures;

public sealed class WellDeclared
{
    [Function("Well")]
    public int Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/well/{id}")] HttpRequest http) => 1;

    [Function("WellToo")]
    public int Change([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/well/{id}")] HttpRequest http) => 1;

    [Function("WellPage")]
    public int Page([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "r/{id}")] HttpRequest http) => 1;
}

public sealed class BadlyDeclared
{
    [Function("Keyed")]
    public int Keyed([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/keyed")] HttpRequest http) => 1;

    [Function("Default")]
    public int Default([HttpTrigger(Route = "api/default")] HttpRequest http) => 1;

    [Function("Elsewhere")]
    public int Elsewhere([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "elsewhere")] HttpRequest http) => 1;

    [Function("Twice")]
    public int Once([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/twice")] HttpRequest http) => 1;

    [Function("twice")]
    public int Again([HttpTrigger(AuthorizationLevel.Anonymous, "GET", Route = "api/twice")] HttpRequest http) => 1;

    [Function("Hidden")]
    internal int Hidden([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/hidden")] HttpRequest http) => 1;
}
