using System.Text.Json.Serialization;

namespace PrivacyFunctions.Law;

[JsonConverter(typeof(JsonStringEnumConverter<PeriodUnit>))]
public enum PeriodUnit
{
    /// <summary>To the same date of a later month, or to that month's last day where it has no such date.</summary>
    [JsonStringEnumMemberName("months")] Months,

    [JsonStringEnumMemberName("days")] Days,

    /// <summary>Monday to Friday without public holidays.</summary>
    [JsonStringEnumMemberName("working-days")] WorkingDays,
}
