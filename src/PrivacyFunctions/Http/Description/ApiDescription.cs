using System.Globalization;
using System.Text;
using Microsoft.OpenApi;

namespace PrivacyFunctions.Http;

/// <summary>The OpenAPI document of all operations.</summary>
public sealed class ApiDescription(IEnumerable<ApiOperation> operations)
{
    private const string Tracking = "trackingToken";
    private const string Download = "downloadToken";
    private const string NotMe = "notMeToken";
    private const string Staff = "staffToken";

    private readonly Lazy<byte[]> _json = new(() => Write(operations));

    /// <summary>The document in JSON, OpenAPI 3.1.</summary>
    public byte[] Json => _json.Value;

    private static byte[] Write(IEnumerable<ApiOperation> operations)
    {
        var document = new OpenApiDocument
        {
            Info = new OpenApiInfo
            {
                Title = "PrivacyFunctions",
                Version = typeof(ApiDescription).Assembly.GetName().Version!.ToString(3),
                Description = "Rights requests of data subjects. Every error is application/problem+json after RFC 9457.",
                License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
            },
            Servers = [new OpenApiServer { Url = "/" }],
            Paths = [],
            Components = new OpenApiComponents
            {
                Schemas = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal),
                SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
                {
                    [Tracking] = Bearer("The trackingToken of the request that the path names."),
                    [Download] = Bearer("A downloadToken of the request that the path names."),
                    [NotMe] = Bearer("The token in the link of the notice that a deletion will begin."),
                    [Staff] = Bearer("A token of staff."),
                },
            },
        };
        var schemas = new SchemaBook(document);
        foreach (var path in operations.OrderBy(o => o.Route, StringComparer.Ordinal).GroupBy(o => o.Route)) document.Paths["/" + path.Key] = PathOf(path, schemas, document);
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        document.SerializeAsV31(new OpenApiJsonWriter(text));
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static OpenApiPathItem PathOf(IEnumerable<ApiOperation> operations, SchemaBook schemas, OpenApiDocument document)
    {
        var path = new OpenApiPathItem();
        foreach (var operation in operations) path.AddOperation(HttpMethod.Parse(operation.Method), Of(operation, schemas, document));
        return path;
    }

    private static OpenApiOperation Of(ApiOperation operation, SchemaBook schemas, OpenApiDocument document) => new()
    {
        OperationId = operation.Name,
        Summary = operation.Summary,
        Parameters = [.. Parameters(operation)],
        RequestBody = operation.Body is { } body ? schemas.BodyOf(operation.Name, body) : null,
        Responses = ResponsesOf(operation, schemas),
        Security = SchemeOf(operation.Audience) is { } scheme
            ? [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(scheme, document)] = [] }]
            : [],
    };

    private static IEnumerable<IOpenApiParameter> Parameters(ApiOperation operation)
    {
        if (operation.Route.Contains("{id}", StringComparison.Ordinal))
            yield return Parameter("id", ParameterLocation.Path, "The request's id.", SchemaBook.RequestId());
        foreach (var query in operation.Query) yield return Parameter(query.Name, ParameterLocation.Query, query.Description, SchemaBook.Text());
        if (operation.HasETag) yield return Parameter("If-None-Match", ParameterLocation.Header, "The ETag of an answer that you have: 304 when there is nothing newer.", SchemaBook.Text());
        if (operation.HasRanges) yield return Parameter("Range", ParameterLocation.Header, "A part of the answer, such as bytes=1000-: answered by 206.", SchemaBook.Text());
        if (operation.MayBeRepeated)
        {
            yield return Parameter(
                IdempotentCall.Header,
                ParameterLocation.Header,
                "The same key with the same body gets the same answer, for 24 hours.",
                new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 16, MaxLength = 255 });
        }
    }

    private static OpenApiParameter Parameter(string name, ParameterLocation place, string description, IOpenApiSchema schema) =>
        new() { Name = name, In = place, Description = description, Required = place == ParameterLocation.Path, Schema = schema };

    private static OpenApiResponses ResponsesOf(ApiOperation operation, SchemaBook schemas)
    {
        var responses = new OpenApiResponses
        {
            [Code(operation.Success.Status)] = schemas.ReplyOf(operation.Success),
        };
        if (operation.HasRanges) responses[Code(206)] = schemas.ReplyOf(operation.Success with { Description = "The part that was asked for." });
        if (operation.HasETag) responses[Code(304)] = new OpenApiResponse { Description = "Nothing has changed since the answer with that ETag." };
        if (operation.HasRanges) responses[Code(416)] = new OpenApiResponse { Description = "There is no such part." };
        foreach (var status in ProblemsOf(operation).GroupBy(p => p.Status).OrderBy(g => g.Key)) responses[Code(status.Key)] = schemas.ProblemOf(status);
        return responses;
    }

    /// <summary>The problems of the operation itself, and those that the door answers with.</summary>
    private static IEnumerable<ProblemType> ProblemsOf(ApiOperation operation)
    {
        var door = new List<ProblemType> { ProblemType.Internal };
        if (operation.Method == "POST") door.AddRange([ProblemType.InvalidInput, ProblemType.TooLarge, ProblemType.UnsupportedMedia, ProblemType.KeyReused]);
        if (operation.Query.Count > 0) door.Add(ProblemType.InvalidInput);
        if (operation.IsForStaff) door.AddRange([ProblemType.Unauthorized, ProblemType.Forbidden]);
        if (operation.Route.Contains("{id}", StringComparison.Ordinal)) door.Add(ProblemType.NotFound);
        return door.Concat(operation.Problems).Distinct();
    }

    private static OpenApiSecurityScheme Bearer(string description) =>
        new() { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = description };

    private static string? SchemeOf(Audience audience) => audience switch
    {
        Audience.Anyone => null,
        Audience.TrackingToken => Tracking,
        Audience.DownloadToken => Download,
        Audience.NotMeToken => NotMe,
        _ => Staff,
    };

    private static string Code(int status) => status.ToString(CultureInfo.InvariantCulture);
}
