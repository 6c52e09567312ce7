using System.Text.Json.Serialization;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Bundling;

/// <summary>How the documents of a bundle are written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    WriteIndented = true,
    NewLine = "\n",
    Converters = [typeof(UtcTimeJsonConverter)])]
[JsonSerializable(typeof(BundleManifest))]
[JsonSerializable(typeof(ProcessingDocument))]
[JsonSerializable(typeof(IReadOnlyList<WithheldItem>))]
internal sealed partial class BundleJson : JsonSerializerContext;
