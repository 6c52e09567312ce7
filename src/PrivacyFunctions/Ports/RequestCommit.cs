using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Ports;

/// <summary>One durable step of one request.</summary>
public sealed record RequestCommit(RightsRequest Request)
{
    /// <summary>The data keys of a request that is created.</summary>
    public NewDataKeys? NewKeys { get; init; }

    /// <summary>Documents to write, by name; null deletes one. Bytes about people are sealed by the caller.</summary>
    public IReadOnlyDictionary<string, byte[]?> Documents { get; init; } = new Dictionary<string, byte[]?>();

    /// <summary>Messages that leave once the step is durable: at least once, each under its own id.</summary>
    public IReadOnlyList<OutboxMessage> Messages { get; init; } = [];

    /// <summary>The answer to repeat when the caller sends the same call again.</summary>
    public SavedAnswer? Answer { get; init; }

    /// <summary>
    /// What the audit log is to say of this step beyond its new timeline entries, which are logged by themselves. Written in the same step:
    /// without the entries there is no change.
    /// </summary>
    public IReadOnlyList<AuditEntry> Audit { get; init; } = [];

    /// <summary>Budgets that the step draws on; when one is spent, nothing is written.</summary>
    public IReadOnlyList<LimitDraw> Limits { get; init; } = [];
}
