using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace PrivacyFunctions.Tests.Local.Functions;

public sealed class HttpFunctionTests : IAsyncLifetime
{
    private FunctionServer _host = null!;

    public async Task InitializeAsync() => _host = await FunctionServer.StartAsync(
        new Dictionary<string, string?>(),
        services => services.AddScoped<PerInvocation>().AddSingleton<Sightings>(),
        typeof(Answers), typeof(Scoped));

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("plain", HttpStatusCode.OK, "application/json; charset=utf-8", """{"count":3,"name":"three"}""")]
    [InlineData("text", HttpStatusCode.OK, "text/plain; charset=utf-8", "just text")]
    [InlineData("minimal", HttpStatusCode.Accepted, "application/json; charset=utf-8", """{"count":1,"name":"one"}""")]
    [InlineData("mvc", HttpStatusCode.Created, "application/json; charset=utf-8", """{"count":2,"name":"two"}""")]
    [InlineData("value-task", HttpStatusCode.OK, "text/plain; charset=utf-8", "later")]
    [InlineData("written", HttpStatusCode.OK, "text/markdown", "# by hand")]
    public async Task Whatever_a_function_returns_is_answered(string path, HttpStatusCode status, string mediaType, string body)
    {
        using var response = await _host.Client.GetAsync(path);

        Assert.Equal((status, mediaType, body), (response.StatusCode, response.Content.Headers.ContentType?.ToString(), await response.Content.ReadAsStringAsync()));
        Assert.False(response.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Route_values_are_bound_as_text_and_as_values()
    {
        Assert.Equal("abc|7|", await _host.Client.GetStringAsync("route/abc/7"));
        Assert.Equal("abc|7|2026-05-04", await _host.Client.GetStringAsync("route/abc/7/2026-05-04"));
    }

    [Theory]
    [InlineData("route/abc/seven")]
    [InlineData("route/abc/7/yesterday")]
    [InlineData("nowhere")]
    [InlineData("")]
    public async Task What_has_no_address_is_a_problem_404(string path)
    {
        using var response = await _host.Client.GetAsync(path);
        await AssertProblemAsync(response, HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task A_method_that_no_function_takes_is_a_problem_405_and_names_those_that_are_taken()
    {
        using var response = await _host.Client.PostAsync("plain", null);

        await AssertProblemAsync(response, HttpStatusCode.MethodNotAllowed, "method-not-allowed");
        Assert.Equal("GET,HEAD", string.Join(',', response.Content.Headers.Allow.Order()));
    }

    [Fact]
    public async Task HEAD_answers_like_GET_without_the_body_where_it_is_declared()
    {
        using var response = await _host.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "plain"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
        using var undeclared = await _host.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "text"));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, undeclared.StatusCode);
    }

    [Theory]
    [InlineData(65_536, HttpStatusCode.OK)]
    [InlineData(65_537, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(20_000_000, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_body_over_64_KiB_is_refused_and_the_client_sees_why(int size, HttpStatusCode expected)
    {
        using var response = await _host.Client.PostAsync("echo", new ByteArrayContent(new byte[size]));

        Assert.Equal(expected, response.StatusCode);
        if (expected == HttpStatusCode.OK) Assert.Equal($"{size}", await response.Content.ReadAsStringAsync());
        else await AssertProblemAsync(response, expected, "too-large");
    }

    [Theory]
    [InlineData("throw")]
    [InlineData("throw-at-once")]
    public async Task A_fault_is_a_problem_500_without_its_text_and_the_log_has_its_type_alone(string path)
    {
        using var response = await _host.Client.GetAsync(path);

        await AssertProblemAsync(response, HttpStatusCode.InternalServerError, "internal-error");
        Assert.DoesNotContain("ada@example.org", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains(_host.Log.Lines, l => l.Contains("InvalidOperationException", StringComparison.Ordinal));
        Assert.DoesNotContain(_host.Log.Lines, l => l.Contains("ada@example.org", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_fault_after_the_answer_has_begun_cuts_the_connection()
    {
        var fault = await Record.ExceptionAsync(() => _host.Client.GetStringAsync("throw-later"));
        Assert.IsType<HttpRequestException>(fault);
    }

    [Fact]
    public async Task Each_invocation_has_a_scope_and_an_instance_of_its_own_and_both_are_disposed()
    {
        var first = await _host.Client.GetFromJsonAsync<string[]>("scoped");
        var second = await _host.Client.GetFromJsonAsync<string[]>("scoped");

        Assert.Equal(first![0], first[1]);
        Assert.NotEqual(first[0], second![0]);
        Assert.NotEqual(first[2], second[2]);
        var sightings = _host.Server.Services.GetRequiredService<Sightings>();
        await sightings.Disposed(4);
    }

    [Fact]
    public async Task The_context_knows_function_invocation_and_route()
    {
        var seen = await _host.Client.GetFromJsonAsync<JsonElement>("context/42");

        Assert.Equal("Context", seen.GetProperty("name").GetString());
        Assert.Equal("42", seen.GetProperty("routeId").GetString());
        Assert.True(Guid.TryParse(seen.GetProperty("invocation").GetString(), out _));
        Assert.True(seen.GetProperty("sameHttp").GetBoolean());
    }

    [Fact]
    public async Task A_caller_that_goes_away_cancels_the_function()
    {
        var sightings = _host.Server.Services.GetRequiredService<Sightings>();
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(IPAddress.Loopback, _host.Server.Address.Port);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes("GET /wait HTTP/1.1\r\nHost: localhost\r\n\r\n"));
            await sightings.Waiting.Task;
        }

        await sightings.Cancelled.Task;
    }

    private static async Task AssertProblemAsync(HttpResponseMessage response, HttpStatusCode status, string type)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.EndsWith("/" + type, problem.RootElement.GetProperty("type").GetString(), StringComparison.Ordinal);
        Assert.Equal((int)status, problem.RootElement.GetProperty("status").GetInt32());
        Assert.True(response.Headers.CacheControl?.NoStore);
    }

    public sealed record Thing(int Count, string Name);

    public sealed class PerInvocation(Sightings sightings) : IDisposable
    {
        public string Id { get; } = Guid.NewGuid().ToString();

        public void Dispose() => sightings.Dispose();
    }

    /// <summary>What functions did, for the test to see.</summary>
    public sealed class Sightings : IDisposable
    {
        private readonly SemaphoreSlim _disposed = new(0);

        public TaskCompletionSource Waiting { get; } = new();

        public TaskCompletionSource Cancelled { get; } = new();

        public void Dispose() => _disposed.Release();

        public async Task Disposed(int times)
        {
            for (var i = 0; i < times; i++) await _disposed.WaitAsync();
        }
    }

    public sealed class Scoped(PerInvocation scoped, IServiceProvider services, Sightings sightings) : IAsyncDisposable
    {
        private readonly string _own = Guid.NewGuid().ToString();

        [Function("Scoped")]
        public Task<string[]> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "scoped")] HttpRequest http)
        {
            Assert.Same(services, http.HttpContext.RequestServices);
            return Task.FromResult<string[]>([scoped.Id, http.HttpContext.RequestServices.GetRequiredService<PerInvocation>().Id, _own]);
        }

        public ValueTask DisposeAsync()
        {
            sightings.Dispose();
            return ValueTask.CompletedTask;
        }
    }

    public static class Answers
    {
        [Function("Plain")]
        public static Thing Plain([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "plain")] HttpRequest http) => Use(http, new Thing(3, "three"));

        [Function("Text")]
        public static Task<string> Text([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "text")] HttpRequest http) => Task.FromResult(Use(http, "just text"));

        [Function("Minimal")]
        public static IResult Minimal([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "minimal")] HttpRequest http) =>
            Use(http, TypedResults.Accepted((string?)null, new Thing(1, "one")));

        [Function("Mvc")]
        public static Task<IActionResult> Mvc([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "mvc")] HttpRequest http) =>
            Task.FromResult<IActionResult>(Use(http, new ObjectResult(new Thing(2, "two")) { StatusCode = 201 }));

        [Function("ValueTask")]
        public static async ValueTask<string> Later([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "value-task")] HttpRequest http)
        {
            await Task.Yield();
            return Use(http, "later");
        }

        [Function("Written")]
        public static async Task Written([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "written")] HttpRequest http)
        {
            http.HttpContext.Response.ContentType = "text/markdown";
            await http.HttpContext.Response.WriteAsync("# by hand");
        }

        [Function("Route")]
        public static string Route(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "route/{name}/{number}/{day?}")] HttpRequest http, string name, int number, DateOnly? day) =>
            Use(http, $"{name}|{number}|{day:yyyy-MM-dd}");

        [Function("Echo")]
        public static async Task<string> Echo([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "echo")] HttpRequest http)
        {
            using var memory = new MemoryStream();
            await http.Body.CopyToAsync(memory);
            return $"{memory.Length}";
        }

        [Function("Throw")]
        public static async Task<IResult> Throw([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "throw")] HttpRequest http)
        {
            await Task.Yield();
            throw new InvalidOperationException(Use(http, "no such person: ada@example.org"));
        }

        [Function("ThrowAtOnce")]
        public static IResult ThrowAtOnce([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "throw-at-once")] HttpRequest http) =>
            throw new InvalidOperationException(Use(http, "no such person: ada@example.org"));

        [Function("ThrowLater")]
        public static async Task ThrowLater([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "throw-later")] HttpRequest http)
        {
            await http.HttpContext.Response.WriteAsync("half an ans");
            await http.HttpContext.Response.Body.FlushAsync();
            throw new InvalidOperationException("ada@example.org");
        }

        [Function("Context")]
        public static object Context(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "context/{id}")] HttpRequest http, FunctionContext context) => new
            {
                name = context.FunctionDefinition.Name,
                routeId = context.BindingContext.BindingData["id"],
                invocation = context.InvocationId,
                sameHttp = ReferenceEquals(context.Items["HttpRequestContext"], http.HttpContext),
            };

        [Function("Wait")]
        public static async Task Wait(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "wait")] HttpRequest http, FunctionContext context, CancellationToken cancellation)
        {
            var sightings = context.InstanceServices.GetRequiredService<Sightings>();
            var gone = new TaskCompletionSource();
            await using var registration = cancellation.Register(gone.SetResult);
            sightings.Waiting.SetResult();
            await gone.Task;
            sightings.Cancelled.SetResult();
            Use(http, cancellation).ThrowIfCancellationRequested();
        }

        private static T Use<T>(HttpRequest http, T value)
        {
            ArgumentNullException.ThrowIfNull(http);
            return value;
        }
    }
}
