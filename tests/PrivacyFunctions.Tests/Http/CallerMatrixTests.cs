using Microsoft.Extensions.DependencyInjection;
using PrivacyFunctions.Http;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Tests.Http;

/// <summary>Every call with every kind of caller: who may not is told 401, 403 or 404, and nothing else.</summary>
public sealed class CallerMatrixTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task Every_call_lets_in_its_callers_and_no_others()
    {
        var mine = await server.FileAnsweredAsync();
        var other = await server.FileAnsweredAsync("bob@example.org");
        var tokens = new Dictionary<string, string?>
        {
            ["nobody"] = null,
            ["stranger"] = "no-token-of-anybody-at-all-in-here",
            ["requester"] = mine.Token,
            ["another requester"] = other.Token,
            ["downloader"] = await server.DownloadTokenAsync(mine),
            ["another downloader"] = await server.DownloadTokenAsync(other),
            ["reader"] = ApiServer.Reader,
            ["operator"] = ApiServer.Operator,
            ["approver"] = ApiServer.Approver,
        };
        // Withdrawing comes last: it would change what the other calls find.
        foreach (var operation in server.Services.GetServices<ApiOperation>().OrderBy(o => o.Method == "DELETE"))
        {
            foreach (var (caller, token) in tokens) await CheckAsync(operation, caller, token, mine.Id);
        }
    }

    [Fact]
    public async Task A_request_that_does_not_exist_is_not_there_for_anyone()
    {
        var nowhere = RequestId.New().Value;
        var mine = await server.FileAsync();
        foreach (var operation in server.Services.GetServices<ApiOperation>().Where(o => o.Route.Contains("{id}", StringComparison.Ordinal)))
        {
            var token = operation.IsForStaff ? ApiServer.OtherApprover : mine.Token;
            foreach (var id in new[] { nowhere, "short", mine.Id.ToUpperInvariant(), mine.Id + "a", "%27", "*" })
            {
                var reply = await server.SendAsync(new HttpMethod(operation.Method), PathOf(operation, id), Body(operation), token);
                Assert.True(reply.Status == 404, $"{operation.Name} with {id} → {reply.Status}");
            }
        }
    }

    [Fact]
    public async Task What_is_not_there_answers_the_same_as_what_is_not_yours()
    {
        var mine = await server.FileAsync();
        var stranger = await server.GetAsync($"/api/requests/{mine.Id}", "not-the-token");
        var nowhere = await server.GetAsync($"/api/requests/{RequestId.New().Value}", "not-the-token");
        Assert.Equal(stranger.Status, nowhere.Status);
        Assert.Equal(stranger.Bytes, nowhere.Bytes);
        Assert.Equal(Names(stranger), Names(nowhere));
    }

    [Theory]
    [InlineData("GET", "/api/nothing", 404)]
    [InlineData("PUT", "/api/requests", 405)]
    [InlineData("DELETE", "/api/health", 405)]
    [InlineData("GET", "/", 404)]
    public async Task Unknown_addresses_and_methods_are_problems_too(string method, string path, int status)
    {
        var reply = await server.SendAsync(new HttpMethod(method), path);
        Assert.Equal(status, reply.Status);
        Assert.Equal("application/problem+json", reply.MediaType);
        Assert.StartsWith(ProblemType.Base, reply.Text("type"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "/api/staff/requests")]
    [InlineData("POST", "/api/staff/requests/{id}/extension")]
    [InlineData("POST", "/api/staff/requests/{id}/pause")]
    [InlineData("POST", "/api/staff/requests/{id}/resume")]
    [InlineData("POST", "/api/staff/requests/{id}/appeal-decision")]
    [InlineData("GET", "/api/staff/holds")]
    [InlineData("POST", "/api/staff/holds")]
    [InlineData("GET", "/api/staff/metrics")]
    public async Task What_is_not_built_yet_says_so_to_staff_and_is_not_described(string method, string path)
    {
        var address = path.Replace("{id}", RequestId.New().Value, StringComparison.Ordinal);
        var toStaff = await server.SendAsync(new HttpMethod(method), address, method == "POST" ? "{\"reason\":\"x\"}" : null, ApiServer.Operator);
        Assert.Equal((501, ProblemType.NotBuilt.Uri), (toStaff.Status, toStaff.Text("type")));
        var toNone = await server.SendAsync(new HttpMethod(method), path.Replace("{id}", "1", StringComparison.Ordinal), method == "POST" ? "{}" : null, ApiServer.Operator);
        Assert.Equal(501, toNone.Status);
        Assert.Equal(401, (await server.SendAsync(new HttpMethod(method), address)).Status);
        Assert.DoesNotContain(server.Services.GetServices<ApiOperation>(), o => "/" + o.Route == path && o.Method == method);
    }

    [Theory]
    [InlineData("/api/health", "application/json")]
    [InlineData("/api/openapi.json", "application/json")]
    [InlineData("/api/nothing", "application/problem+json")]
    [InlineData("/api/staff/requests", "application/problem+json")]
    public async Task Media_types_have_no_parameters_because_JSON_knows_none(string path, string mediaType) =>
        Assert.Equal(mediaType, (await server.GetAsync(path)).Headers["Content-Type"]);

    [Fact]
    public async Task Every_answer_carries_the_protective_headers()
    {
        foreach (var path in new[] { "/api/health", "/api/requests/unknown", "/api/staff/requests", "/api/nothing" })
        {
            var reply = await server.GetAsync(path);
            Assert.Equal("no-store", reply.Headers["Cache-Control"]);
            Assert.Equal("nosniff", reply.Headers["X-Content-Type-Options"]);
            Assert.StartsWith("default-src 'none'", reply.Headers["Content-Security-Policy"], StringComparison.Ordinal);
            Assert.False(reply.Headers.ContainsKey("Server"));
        }
    }

    private async Task CheckAsync(ApiOperation operation, string caller, string? token, string id)
    {
        var reply = await server.SendAsync(new HttpMethod(operation.Method), PathOf(operation, id), Body(operation), token);
        var expected = Refusal(operation.Audience, caller);
        var call = $"{operation.Name} as {caller} → {reply.Status}";
        if (expected is { } refusal) Assert.True(reply.Status == refusal, call);
        else Assert.False(reply.Status is 401 or 403 or 404 or >= 500, call);
    }

    private static int? Refusal(Audience audience, string caller) => audience switch
    {
        Audience.Anyone => null,
        Audience.TrackingToken => caller == "requester" ? null : 404,
        Audience.DownloadToken => caller == "downloader" ? null : 404,
        Audience.NotMeToken => 404,
        Audience.Reader => caller is "reader" or "operator" or "approver" ? null : 401,
        Audience.Operator => caller switch { "operator" => null, "reader" or "approver" => 403, _ => 401 },
        _ => caller switch { "approver" => null, "reader" or "operator" => 403, _ => 401 },
    };

    private static string PathOf(ApiOperation operation, string id) => "/" + operation.Route.Replace("{id}", id, StringComparison.Ordinal);

    private static string? Body(ApiOperation operation) => operation.Method == "POST" ? "{}" : null;

    private static IEnumerable<string> Names(ApiReply reply) => reply.Headers.Keys.Order(StringComparer.Ordinal);
}
