using System.Text.Json.Serialization;

namespace PrivacyFunctions.Law;

/// <summary>The laws that the product computes with.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LawId>))]
public enum LawId
{
    /// <summary>Nobody knows which law applies: the earliest deadline of all of them counts.</summary>
    [JsonStringEnumMemberName("unknown")] Unknown,

    /// <summary>Regulation (EU) 2016/679, in the EU and the EEA.</summary>
    [JsonStringEnumMemberName("gdpr")] Gdpr,

    /// <summary>The GDPR as it stands in the law of the United Kingdom.</summary>
    [JsonStringEnumMemberName("uk-gdpr")] UkGdpr,

    /// <summary>California Consumer Privacy Act with its regulations, 11 CCR 7000 and following.</summary>
    [JsonStringEnumMemberName("ccpa")] Ccpa,
}
