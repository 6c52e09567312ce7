using System.Security.Cryptography;
using System.Text;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Sealing;

namespace PrivacyFunctions.StaffConsole;

/// <summary>Why staff decided as they did, in their own words: sealed under the party key, because the words may speak of the person.</summary>
public sealed class DecisionReasons(IRequestStore store, IDataKeys keys)
{
    /// <summary>The reason as a document; null when the party key was destroyed.</summary>
    public async Task<byte[]?> SealAsync(RequestId id, StaffDecision decision, Personal reason, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(decision);
        using var key = await keys.FindAsync(id, KeyPurpose.Party, cancellation);
        return key is null ? null : SealedDocument.Seal(Encoding.UTF8.GetBytes(reason.Value), key, SealContext.Of(id, decision.ReasonDocument));
    }

    /// <summary>The reasons by the numbers of the decisions, as far as they can still be read.</summary>
    public async Task<IReadOnlyDictionary<int, Personal>> ReadAsync(RightsRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var reasons = new Dictionary<int, Personal>();
        if (request.Decisions.Count == 0) return reasons;
        using var key = await keys.FindAsync(request.Id, KeyPurpose.Party, cancellation);
        if (key is null) return reasons;
        foreach (var decision in request.Decisions)
        {
            if (await store.ReadDocumentAsync(request.Id, decision.ReasonDocument, cancellation) is not { } content) continue;
            var plain = SealedDocument.Open(content, key, SealContext.Of(request.Id, decision.ReasonDocument));
            reasons[decision.Number] = new Personal(Encoding.UTF8.GetString(plain));
            CryptographicOperations.ZeroMemory(plain);
        }

        return reasons;
    }

    /// <summary>The decision as an entry of the audit log: everything but the words.</summary>
    public static AuditEntry Entry(RightsRequest request, StaffDecision decision)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(decision);
        var facts = new Dictionary<string, AuditFact>(StringComparer.Ordinal) { ["decision"] = decision.Number, ["round"] = decision.Round, ["question"] = decision.Question };
        if (decision.PlanHash is { } plan) facts["planHash"] = plan;
        if (decision.Datasets.Count > 0) facts["datasets"] = string.Join('+', decision.Datasets);
        var code = decision.Ground is { } ground ? WireName.Of(ground) : null;
        return new AuditEntry($"staff.{WireName.Of(decision.Kind)}", decision.At, decision.Staff, request.Id, code) { Facts = facts };
    }
}
