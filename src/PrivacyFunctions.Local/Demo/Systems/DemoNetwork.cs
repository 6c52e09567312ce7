using System.Collections.Immutable;
using System.Globalization;
using PrivacyFunctions.Local.Demo.Organisation;

namespace PrivacyFunctions.Local.Demo.Systems;

/// <summary>Network facts that belong to nobody: addresses reserved for documentation (RFC 5737) and made-up browsers.</summary>
internal static class DemoNetwork
{
    private static readonly ImmutableArray<string> Networks = ["192.0.2", "198.51.100", "203.0.113"];

    private static readonly ImmutableArray<string> UserAgents =
    [
        "Mozilla/5.0 (X11; Linux x86_64; rv:139.0) Gecko/20100101 Firefox/139.0",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0 Safari/537.36",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.4 Safari/605.1.15",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
    ];

    public static string Address(Dice dice) => string.Create(CultureInfo.InvariantCulture, $"{dice.Pick(Networks)}.{dice.Between(1, 254)}");

    public static string UserAgent(Dice dice) => dice.Pick(UserAgents);
}
