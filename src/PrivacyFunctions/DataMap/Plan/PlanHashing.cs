using System.Security.Cryptography;
using System.Text.Json;

namespace PrivacyFunctions.DataMap;

/// <summary>Names a plan by its content.</summary>
internal static class PlanHashing
{
    public static string Of(Plan plan)
    {
        var bare = plan with
        {
            PlanHash = "",
            Units = [.. plan.Units.Select(unit => unit with { Steps = [.. unit.Steps.Select(step => step with { Statement = null, ChangeStatement = null })] })],
        };
        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(bare, PlanJson.Default.Plan)));
    }
}
