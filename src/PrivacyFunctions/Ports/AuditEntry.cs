using System.Collections.Frozen;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Ports;

/// <summary>
/// One entry of the audit log: who did what, when, and about which request. It is kept longer than what it is about, so it holds ids, codes,
/// counts and digests, never personal data; a data subject is named by a keyed hash, if at all.
/// </summary>
/// <param name="Kind">What happened, such as <c>request.completed</c>: the area, a dot, the happening, in lower case.</param>
/// <param name="At">When.</param>
/// <param name="Actor"><c>requester</c>, <c>system</c>, or the id of the member of staff.</param>
/// <param name="Request">The request that it is about, if any.</param>
/// <param name="Code">What more there is to say, as a code.</param>
public sealed record AuditEntry(string Kind, DateTimeOffset At, string Actor, RequestId? Request = null, string? Code = null)
{
    /// <summary>Actor of what the product does by itself.</summary>
    public const string ByItself = "system";

    /// <summary>More about it, by name: counts, digests, ids, codes.</summary>
    public IReadOnlyDictionary<string, AuditFact> Facts { get; init; } = FrozenDictionary<string, AuditFact>.Empty;
}
