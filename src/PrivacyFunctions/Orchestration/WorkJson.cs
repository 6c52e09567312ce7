using System.Text.Json;
using System.Text.Json.Serialization;
using PrivacyFunctions.Collection;
using PrivacyFunctions.Deletion;
using PrivacyFunctions.Delivery;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Triage;

namespace PrivacyFunctions.Orchestration;

/// <summary>Everything that orchestrators and activities take and give, as both runtimes serialise it. None of it is personal data.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AnswerInput))]
[JsonSerializable(typeof(AssembledBundle))]
[JsonSerializable(typeof(CollectUnitInput))]
[JsonSerializable(typeof(CoolingOff))]
[JsonSerializable(typeof(DeletionClosing))]
[JsonSerializable(typeof(ErasureBegun))]
[JsonSerializable(typeof(ErasureScope))]
[JsonSerializable(typeof(ErasureStep))]
[JsonSerializable(typeof(FanOutStatus))]
[JsonSerializable(typeof(FoundRows))]
[JsonSerializable(typeof(FrozenByPerson))]
[JsonSerializable(typeof(IssuedReceipt))]
[JsonSerializable(typeof(PlanDecided))]
[JsonSerializable(typeof(PlannedRequest))]
[JsonSerializable(typeof(RequestWork))]
[JsonSerializable(typeof(RightWork))]
[JsonSerializable(typeof(StaffAsked))]
[JsonSerializable(typeof(StaffQuestion))]
[JsonSerializable(typeof(StepErased))]
[JsonSerializable(typeof(StaffSaid))]
[JsonSerializable(typeof(StaffTurn))]
[JsonSerializable(typeof(SystemFailed))]
[JsonSerializable(typeof(SystemsDecided))]
[JsonSerializable(typeof(UnitCollected))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(bool?))]
[JsonSerializable(typeof(string))]
public sealed partial class WorkJson : JsonSerializerContext
{
    /// <summary>The one set of options for inputs, outputs, events and custom status.</summary>
    public static JsonSerializerOptions Wire => Default.Options;
}
