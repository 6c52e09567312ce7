using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Http;

/// <summary>The schemas of bodies and answers, taken from how they are really read and written.</summary>
internal sealed class SchemaBook(OpenApiDocument document)
{
    private static readonly JsonSchemaExporterOptions Export = new()
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = (context, node) => Known(context.TypeInfo.Type) ?? node,
    };

    public static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };

    public static OpenApiSchema RequestId() => new() { Type = JsonSchemaType.String, Pattern = "^[a-z2-7]{26}$" };

    public OpenApiRequestBody BodyOf(string name, BodyShape shape)
    {
        document.Components!.Schemas![name] = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            AdditionalPropertiesAllowed = false,
            Required = shape.Fields.Where(f => f.Required).Select(f => f.Name).ToHashSet(StringComparer.Ordinal),
            Properties = shape.Fields.ToDictionary(f => f.Name, IOpenApiSchema (f) => FieldOf(f), StringComparer.Ordinal),
        };
        return new OpenApiRequestBody { Required = true, Content = Json(new OpenApiSchemaReference(name, document)) };
    }

    public OpenApiResponse ReplyOf(Reply reply) => new()
    {
        Description = reply.Description,
        Content = reply.Body is { } body
            ? Json(Reference(body()))
            : new Dictionary<string, IOpenApiMediaType> { [reply.MediaType] = new OpenApiMediaType { Schema = Anything(reply.MediaType) } },
    };

    public OpenApiResponse ProblemOf(IEnumerable<ProblemType> types) => new()
    {
        Description = string.Join(" ", types.Select(t => $"`{t.Uri}`: {t.Title}")),
        Content = new Dictionary<string, IOpenApiMediaType>
        {
            ["application/problem+json"] = new OpenApiMediaType { Schema = Reference(HttpJson.Default.ProblemBody) },
        },
    };

    private OpenApiSchemaReference Reference(JsonTypeInfo type)
    {
        var name = type.Type.Name;
        if (!document.Components!.Schemas!.ContainsKey(name)) document.Components.Schemas[name] = Schema(type);
        return new OpenApiSchemaReference(name, document);
    }

    private OpenApiSchema Schema(JsonTypeInfo type)
    {
        var node = type.GetJsonSchemaAsNode(Export);
        // A schema that refers to its own parts would refer to the wrong place inside this document.
        if (node.ToJsonString().Contains("\"$ref\"", StringComparison.Ordinal)) return new OpenApiSchema { Type = JsonSchemaType.Object };
        return OpenApiModelFactory.Parse<OpenApiSchema>(
            node.ToJsonString(), OpenApiSpecVersion.OpenApi3_1, document, out _, OpenApiConstants.Json) ?? new OpenApiSchema();
    }

    private static OpenApiSchema FieldOf(BodyField field) => field.Kind switch
    {
        FieldKind.Text => TextOf(field),
        FieldKind.Texts => new() { Type = JsonSchemaType.Array, Description = field.Description, MinItems = field.AtLeastOne ? 1 : null, Items = TextOf(field) },
        FieldKind.TextMap => new() { Type = JsonSchemaType.Object, Description = field.Description, MinProperties = field.AtLeastOne ? 1 : null, AdditionalProperties = TextOf(field) },
        _ => new() { Description = field.Description },
    };

    private static OpenApiSchema TextOf(BodyField field) => new()
    {
        Type = JsonSchemaType.String,
        Description = field.Kind == FieldKind.Text ? field.Description : null,
        MinLength = 1,
        MaxLength = field.Longest,
        Enum = field.Values.Count > 0 ? [.. field.Values.Select(JsonNode (v) => v)] : null,
    };

    private static Dictionary<string, IOpenApiMediaType> Json(IOpenApiSchema schema) =>
        new() { ["application/json"] = new OpenApiMediaType { Schema = schema } };

    private static OpenApiSchema Anything(string mediaType) =>
        mediaType == "application/json" ? new() { Type = JsonSchemaType.Object } : new() { Type = JsonSchemaType.String, Format = "binary" };

    // Types with converters of our own, which say nothing about themselves.
    private static JsonObject? Known(Type type)
    {
        if (type == typeof(DateTimeOffset)) return new JsonObject { ["type"] = "string", ["format"] = "date-time" };
        if (type == typeof(DateTimeOffset?)) return new JsonObject { ["type"] = new JsonArray("string", "null"), ["format"] = "date-time" };
        if (type == typeof(RequestId)) return new JsonObject { ["type"] = "string", ["pattern"] = "^[a-z2-7]{26}$" };
        return null;
    }
}
