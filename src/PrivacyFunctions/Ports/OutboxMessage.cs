using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Ports;

/// <summary>Something that leaves the product after a durable step. <see cref="Id"/> is deterministic: sending twice is a duplicate.</summary>
public abstract record OutboxMessage
{
    private OutboxMessage(string id) => Id = id;

    public string Id { get; }

    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Budgets of this message alone: when one is spent, the step is committed without it and nobody can tell.</summary>
    public IReadOnlyList<LimitDraw> Limits { get; init; } = [];

    /// <summary>A message to a queue or topic; ids and codes only.</summary>
    /// <param name="Id">Message id, for duplicate detection.</param>
    /// <param name="Entity">Queue or topic.</param>
    /// <param name="Body">JSON of at most 1 KB without personal data.</param>
    public sealed record Bus(string Id, string Entity, string Body) : OutboxMessage(Id);

    /// <summary>A notice to the requester, which becomes a mail.</summary>
    /// <param name="Id">Names the mail.</param>
    /// <param name="RequestId">The request under whose party key the content is sealed.</param>
    /// <param name="SealedContent">A <see cref="PersonNotice"/> as JSON, sealed.</param>
    public sealed record Notice(string Id, RequestId RequestId, byte[] SealedContent) : OutboxMessage(Id);
}
