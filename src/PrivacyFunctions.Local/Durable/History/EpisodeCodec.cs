namespace PrivacyFunctions.Local.Durable.History;

/// <summary>One episode as one blob, headed by the version of the form.</summary>
internal static class EpisodeCodec
{
    private const byte Version = 1;

    public static byte[] ToBytes(IReadOnlyList<OrchestrationEvent> arrived, IReadOnlyList<OrchestrationAction> actions)
    {
        using var writer = new PayloadWriter();
        writer.Tag(Version);
        writer.Number(arrived.Count);
        foreach (var happened in arrived) EventCodec.Write(writer, happened);
        writer.Number(actions.Count);
        foreach (var action in actions) ActionCodec.Write(writer, action);
        return writer.ToArray();
    }

    public static Episode Read(DateTimeOffset at, ReadOnlySpan<byte> blob)
    {
        var reader = new PayloadReader(blob);
        if (reader.Tag() is var version && version != Version)
            throw new InvalidDataException($"The history has form {version}; this version reads form {Version}.");
        var arrived = new OrchestrationEvent[reader.Number()];
        for (var i = 0; i < arrived.Length; i++) arrived[i] = EventCodec.Read(ref reader);
        var actions = new OrchestrationAction[reader.Number()];
        for (var i = 0; i < actions.Length; i++) actions[i] = ActionCodec.Read(ref reader);
        return new Episode(at, arrived, actions);
    }
}
