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
    public IReadOnlyList<LimitDraw> Filing(IPAddress caller)
    {
        var subject = OfCaller(caller);
        return Draws(new Budget("filings-per-ip", subject, settings.FilingsPerHourPerIp, Hour), Codes(caller, subject));
    }

    /// <summary>For mailing a code to an address, whoever asks.</summary>
    public IReadOnlyList<LimitDraw> CodeTo(Personal address) => Draws(
        new Budget("codes-per-address", OfAddress(address), settings.CodesPerDayPerAddress, Day),
        new Budget("codes", Everybody, settings.CodesPerHour, Hour));

    /// <summary>
    /// For trying a code of an address, right or wrong: no more tries than the codes of a day have, over all requests that name it. Drawn
    /// before the code is compared, so that a spent budget tells nothing.
    /// </summary>
    public IReadOnlyList<LimitDraw> Try(Personal address) =>
        Draws(new Budget("tries-per-address", OfAddress(address), settings.CodesPerDayPerAddress * CodeChallenge.MostTries, Day));

    /// <summary>For mailing a download code: counted for the verified request, so that strangers who name its address cannot use it up.</summary>
    public IReadOnlyList<LimitDraw> DownloadCode(IPAddress caller, RequestId request) => Draws(
        new Budget("download-codes-per-request", new(request.Value), settings.CodesPerDayPerAddress, Day), Codes(caller, OfCaller(caller)));

    /// <summary>For asking that a code be mailed again.</summary>
    public IReadOnlyList<LimitDraw> Code(IPAddress caller, Personal address) => [.. CodeTo(address), .. Draws(Codes(caller, OfCaller(caller)))];

    // Behind a proxy that is not declared, everyone seems to call from this machine.
    private Budget Codes(IPAddress caller, Lazy<string> subject) =>
        new("codes-per-ip", subject, IPAddress.IsLoopback(caller) ? 0 : settings.CodesPerDayPerIp, Day);

    private static List<LimitDraw> Draws(params ReadOnlySpan<Budget> budgets)
    {
        var draws = new List<LimitDraw>(budgets.Length);
        foreach (var budget in budgets)
        {
            if (budget.Most > 0) draws.Add(new LimitDraw(budget.Name, budget.Subject.Value, budget.Most, budget.Window));
        }

        return draws;
    }

    private static Lazy<string> Everybody => new("");

    private Lazy<string> OfCaller(IPAddress caller) => new(() => Hashed(KeyedHashPurpose.Caller, caller.ToString()), isThreadSafe: false);

    private Lazy<string> OfAddress(Personal address) => new(
        () =>
        {
            // An address in another case is mostly the same mailbox: the budget is stricter than equality.
            var text = EmailAddress.TryParse(address.Value, out var email) ? email.Canonical : address.Value;
            return Hashed(KeyedHashPurpose.Address, text.ToUpperInvariant());
        },
        isThreadSafe: false);

    private string Hashed(KeyedHashPurpose purpose, string text) => Convert.ToBase64String(hash.Compute(purpose, text));

    // Without a limit nothing is counted, and nothing is hashed for it.
    private readonly record struct Budget(string Name, Lazy<string> Subject, int Most, TimeSpan Window);
}
