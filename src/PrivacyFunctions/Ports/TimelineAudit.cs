using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Ports;

/// <summary>Makes audit entries of a request's timeline, so that nobody who moves a request has to think of the audit log.</summary>
public static class TimelineAudit
{
    /// <summary>The audit entry of a timeline entry that is new in this version of the request.</summary>
    public static AuditEntry Of(RightsRequest request, TimelineEntry happened)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(happened);
        return new AuditEntry($"request.{happened.Name}", happened.At, happened.Actor, request.Id, happened.Code) { Facts = Facts(request) };
    }

    private static Dictionary<string, AuditFact> Facts(RightsRequest request)
    {
        var facts = new Dictionary<string, AuditFact>(StringComparer.Ordinal)
        {
            ["right"] = WireName.Of(request.Right),
            ["law"] = WireName.Of(request.Law),
        };
        if (request.Round > 0) facts["round"] = request.Round;
        if (request.PlanHash is { } plan) facts["planHash"] = plan;
        if (request.Outcome is { } outcome) AddAnswer(facts, request, WireName.Of(outcome));
        return facts;
    }

    private static void AddAnswer(Dictionary<string, AuditFact> facts, RightsRequest request, string outcome)
    {
        facts["outcome"] = outcome;
        facts["withheld"] = request.Withheld.Sum(w => w.Count);
        facts["gaps"] = request.Gaps.Count;
        if (request.Bundles is not [.., var bundle]) return;
        facts["bundleVersion"] = bundle.Version;
        facts["bundleBytes"] = bundle.SizeBytes;
        facts["bundleSha256"] = bundle.Sha256;
    }
}
