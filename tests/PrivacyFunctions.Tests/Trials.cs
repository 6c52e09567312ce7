using System.Globalization;

namespace PrivacyFunctions.Tests;

/// <summary>
/// How often a test tries to damage something. <c>PRIVACY_TRIALS</c> says how often (10,000 before a release); otherwise as often as the test
/// itself finds enough.
/// </summary>
internal static class Trials
{
    private static readonly int? Asked = int.TryParse(
        Environment.GetEnvironmentVariable("PRIVACY_TRIALS"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;

    public static int Count(int enough) => Asked ?? enough;
}
