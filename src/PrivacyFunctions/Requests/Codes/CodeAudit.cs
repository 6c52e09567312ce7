using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Requests;

/// <summary>What the audit log says of mailed codes: that the right one opened the answer, and every wrong one.</summary>
public static class CodeAudit
{
    private const string Requester = "requester";

    /// <summary>The answer was opened for download.</summary>
    public static AuditEntry Opened(RightsRequest request, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(request);
        var facts = new Dictionary<string, AuditFact>(StringComparer.Ordinal);
        if (request.Bundles is [.., var bundle]) (facts["bundleVersion"], facts["bundleSha256"]) = (bundle.Version, bundle.Sha256);
        return new AuditEntry("delivery.opened", at, Requester, request.Id) { Facts = facts };
    }

    /// <summary>A code was wrong.</summary>
    public static AuditEntry Refused(RequestId request, CodePurpose purpose, int remaining, DateTimeOffset at) =>
        new("code.refused", at, Requester, request, purpose == CodePurpose.Verification ? "verification" : "download")
        {
            Facts = new Dictionary<string, AuditFact> { ["remaining"] = remaining },
        };
}
