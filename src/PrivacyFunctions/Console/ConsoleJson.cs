using System.Text.Json.Serialization;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.StaffConsole;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(UtcTimeJsonConverter)])]
[JsonSerializable(typeof(StatusView))]
[JsonSerializable(typeof(RequestListView))]
[JsonSerializable(typeof(CaseView))]
[JsonSerializable(typeof(DecisionAnswer))]
[JsonSerializable(typeof(SystemListView))]
internal sealed partial class ConsoleJson : JsonSerializerContext;
