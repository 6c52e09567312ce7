using System.Text.Json.Serialization;

namespace PrivacyFunctions.Requests.Events;

[JsonSourceGenerationOptions(Converters = [typeof(UtcTimeJsonConverter)])]
[JsonSerializable(typeof(CloudEvent))]
internal sealed partial class EventsJson : JsonSerializerContext;
