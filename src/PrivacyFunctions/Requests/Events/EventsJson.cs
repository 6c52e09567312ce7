using System.Text.Json.Serialization;

namespace PrivacyFunctions.Requests.Events;

[JsonSerializable(typeof(CloudEvent))]
internal sealed partial class EventsJson : JsonSerializerContext;
