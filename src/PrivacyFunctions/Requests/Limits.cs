using System.Net;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Settings;

namespace PrivacyFunctions.Requests;

/// <summary>The budgets that calls draw on. What they are counted for is kept as a keyed hash.</summary>
public sealed class Limits(LimitSettings settings, IKeyedHash hash)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>For filing a request.</summary>
    public IReadOnlyList<LimitDraw> Filing(IPAddress caller) => Draws(
        new("filings-per-ip", Caller(caller), settings.FilingsPerHourPerIp, Hour), CodesOfCaller(caller));

    /// <summary>For mailing a code to an address, whoever asks.</summary>
    public IReadOnlyList<LimitDraw> CodeTo(Personal address) => Draws(
        new("codes-per-address", Address(address), settings.CodesPerDayPerAddress, Day), new("codes", "", settings.CodesPerHour, Hour));

    /// <summary>
    /// For trying a code of an address, right or wrong: no more tries than the codes of a day have, over all requests that name it. Drawn
    /// before the code is compared, so that a spent budget tells nothing.
    /// </summary>
    public IReadOnlyList<LimitDraw> Try(Personal address) =>
        Draws(new LimitDraw("tries-per-address", Address(address), settings.CodesPerDayPerAddress * CodeChallenge.MostTries, Day));

    /// <summary>For mailing a download code: counted for the verified request, so that strangers who name its address cannot use it up.</summary>
    public IReadOnlyList<LimitDraw> DownloadCode(IPAddress caller, RequestId request) => Draws(
        new("download-codes-per-request", request.Value, settings.CodesPerDayPerAddress, Day), CodesOfCaller(caller));

    /// <summary>For asking that a code be mailed again.</summary>
    public IReadOnlyList<LimitDraw> Code(IPAddress caller, Personal address) => [.. CodeTo(address), .. Draws(CodesOfCaller(caller))];

    // Behind a proxy that is not declared, everyone seems to call from this machine.
    private LimitDraw CodesOfCaller(IPAddress caller) =>
        new("codes-per-ip", Caller(caller), IPAddress.IsLoopback(caller) ? 0 : settings.CodesPerDayPerIp, Day);

    private static IReadOnlyList<LimitDraw> Draws(params IEnumerable<LimitDraw> draws) => [.. draws.Where(d => d.Most > 0)];

    private string Caller(IPAddress caller) => Convert.ToBase64String(hash.Compute(KeyedHashPurpose.Caller, caller.ToString()));

    private string Address(Personal address)
    {
        // An address in another case is mostly the same mailbox: the budget is stricter than equality.
        var text = EmailAddress.TryParse(address.Value, out var email) ? email.Canonical : address.Value;
        return Convert.ToBase64String(hash.Compute(KeyedHashPurpose.Address, text.ToUpperInvariant()));
    }
}
