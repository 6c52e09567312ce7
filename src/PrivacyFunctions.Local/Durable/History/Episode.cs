namespace PrivacyFunctions.Local.Durable.History;

/// <summary>One decision: at this time these events arrived, and the orchestrator answered with these actions.</summary>
/// <param name="At">The orchestration's clock during the episode.</param>
internal sealed record Episode(
    DateTimeOffset At,
    IReadOnlyList<OrchestrationEvent> Arrived,
    IReadOnlyList<OrchestrationAction> Actions);

/// <summary>An episode as it lies in the database.</summary>
internal sealed record StoredEpisode(DateTimeOffset At, byte[] Bytes)
{
    /// <exception cref="InvalidDataException">The bytes are damaged, or of a form that this version does not know.</exception>
    public Episode Decode() => EpisodeCodec.Read(At, Bytes);
}
