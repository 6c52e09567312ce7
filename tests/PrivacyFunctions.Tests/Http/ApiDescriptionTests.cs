using System.Reflection;
using System.Text;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using PrivacyFunctions.Http;
using PrivacyFunctions.StaffConsole;

namespace PrivacyFunctions.Tests.Http;

public sealed class ApiDescriptionTests(ApiServer server) : IClassFixture<ApiServer>
{
    private IReadOnlyList<ApiOperation> Operations => [.. server.Services.GetServices<ApiOperation>()];

    [Fact]
    public async Task The_description_is_valid_OpenAPI()
    {
        var reply = await server.GetAsync("/api/openapi.json");
        Assert.Equal(200, reply.Status);
        var result = OpenApiDocument.Parse(Encoding.UTF8.GetString(reply.Bytes), OpenApiConstants.Json, new OpenApiReaderSettings());
        Assert.Empty(result.Diagnostic!.Errors);
        Assert.Empty(result.Diagnostic.Warnings);
        Assert.Equal(Operations.Select(o => o.Name).Order(), result.Document!.Paths.Values.SelectMany(p => p.Operations!.Values).Select(o => o.OperationId!).Order());
    }

    [Fact]
    public void Every_reference_in_it_leads_somewhere()
    {
        var root = JsonDocument.Parse(server.Services.GetRequiredService<ApiDescription>().Json).RootElement;
        foreach (var reference in References(root))
        {
            Assert.StartsWith("#/", reference, StringComparison.Ordinal);
            var at = root;
            foreach (var part in reference[2..].Split('/')) Assert.True(at.TryGetProperty(part, out at), reference);
        }
    }

    [Fact]
    public void Every_HTTP_function_is_described_and_every_description_has_its_function()
    {
        var functions = typeof(Api).Assembly.GetExportedTypes()
            .Where(t => t != typeof(LaterCalls))
            .SelectMany(t => t.GetMethods())
            .Where(m => m.GetCustomAttribute<FunctionAttribute>() is not null)
            .SelectMany(m => m.GetParameters())
            .Select(p => p.GetCustomAttribute<HttpTriggerAttribute>())
            .OfType<HttpTriggerAttribute>()
            .Where(trigger => trigger.Route!.StartsWith("api/", StringComparison.Ordinal))
            .ToList();
        Assert.All(functions, f => Assert.Equal(AuthorizationLevel.Anonymous, f.AuthLevel));
        Assert.Equal(
            Operations.Select(o => $"{o.Method} {o.Route}").Order(),
            functions.SelectMany(f => f.Methods!.Where(m => m != "head").Select(m => $"{m.ToUpperInvariant()} {f.Route}")).Order());
    }

    [Fact]
    public void Every_schema_says_what_it_holds()
    {
        var schemas = JsonDocument.Parse(server.Services.GetRequiredService<ApiDescription>().Json).RootElement.GetProperty("components").GetProperty("schemas");
        foreach (var schema in schemas.EnumerateObject().Where(s => s.Name != "Plan"))
            Assert.True(schema.Value.TryGetProperty("properties", out var properties) && properties.EnumerateObject().Any(), schema.Name);
        var right = schemas.GetProperty("FileRequest").GetProperty("properties").GetProperty("right").GetProperty("enum");
        Assert.Equal(6, right.GetArrayLength());
        Assert.Equal("date-time", schemas.GetProperty("FilingAnswer").GetProperty("properties").GetProperty("dueAt").GetProperty("format").GetString());
    }

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p =>
            p is { Name: "$ref", Value.ValueKind: JsonValueKind.String } ? [p.Value.GetString()!] : References(p.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };
}
