using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PrivacyFunctions.Local.Demo.Organisation;

namespace PrivacyFunctions.Local.Demo.Uploads;

/// <summary>What a diagnostics tool writes down about a computer: one event a line.</summary>
internal static class DiagnosticLog
{
    private static readonly ImmutableArray<string> Sources = ["Kernel-Power", "DNS-Client", "Disk", "Outlook", "VPN-Agent", "Print-Spooler", "Defender", "Update"];

    private static readonly ImmutableArray<string> Events =
    [
        "name resolution timed out after none of the servers responded", "resumed from sleep", "I/O operation was retried",
        "profile loaded in 2310 ms", "tunnel re-established after link loss", "job 14 spooled, 3 pages", "signature update installed",
        "cumulative update staged, restart pending", "add-in disabled because it was slow to start", "battery health 81 %",
    ];

    public static byte[] Of(Dice dice, string host, string user, DateTimeOffset from, int lines)
    {
        var log = new StringBuilder();
        log.Append(CultureInfo.InvariantCulture, $"# host={host} user={user} collected={from:yyyy-MM-ddTHH:mm:ssZ}\n");
        for (var (line, at) = (0, from); line < lines; line++)
        {
            at = at.AddSeconds(dice.Between(1, 900));
            log.Append(CultureInfo.InvariantCulture, $"{at:yyyy-MM-ddTHH:mm:ssZ} {(dice.Chance(0.2) ? "WARN" : "INFO")} {dice.Pick(Sources)}: {dice.Pick(Events)}\n");
        }

        return Encoding.UTF8.GetBytes(log.ToString());
    }
}
