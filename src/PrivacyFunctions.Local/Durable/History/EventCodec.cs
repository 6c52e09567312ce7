namespace PrivacyFunctions.Local.Durable.History;

/// <summary>Events as bytes, in history and in the inbox. Tags are never reused: old histories must stay readable.</summary>
internal static class EventCodec
{
    public static void Write(PayloadWriter writer, OrchestrationEvent happened)
    {
        switch (happened)
        {
            case OrchestrationEvent.Started:
                writer.Tag(1);
                break;
            case OrchestrationEvent.TaskCompleted completed:
                writer.Tag(2);
                writer.Number(completed.TaskId);
                writer.Text(completed.Result);
                break;
            case OrchestrationEvent.TaskFailed failed:
                writer.Tag(3);
                writer.Number(failed.TaskId);
                FailureCodec.Write(writer, failed.Failure);
                break;
            case OrchestrationEvent.TimerFired fired:
                writer.Tag(4);
                writer.Number(fired.TaskId);
                writer.Time(fired.Due);
                break;
            case OrchestrationEvent.EventRaised raised:
                writer.Tag(5);
                writer.Text(raised.Name);
                writer.Text(raised.Payload);
                break;
            case OrchestrationEvent.Suspended suspended:
                writer.Tag(6);
                writer.Text(suspended.Reason);
                break;
            case OrchestrationEvent.Resumed resumed:
                writer.Tag(7);
                writer.Text(resumed.Reason);
                break;
            case OrchestrationEvent.Terminated terminated:
                writer.Tag(8);
                writer.Text(terminated.Output);
                writer.Flag(terminated.Recursive);
                break;
        }
    }

    public static OrchestrationEvent Read(ref PayloadReader reader) => reader.Tag() switch
    {
        1 => new OrchestrationEvent.Started(),
        2 => new OrchestrationEvent.TaskCompleted(reader.Number(), reader.TextOrNull()),
        3 => new OrchestrationEvent.TaskFailed(reader.Number(), FailureCodec.Read(ref reader)),
        4 => new OrchestrationEvent.TimerFired(reader.Number(), reader.Time()),
        5 => new OrchestrationEvent.EventRaised(reader.Text(), reader.TextOrNull()),
        6 => new OrchestrationEvent.Suspended(reader.TextOrNull()),
        7 => new OrchestrationEvent.Resumed(reader.TextOrNull()),
        8 => new OrchestrationEvent.Terminated(reader.TextOrNull(), reader.Flag()),
        var tag => throw new InvalidDataException($"Unknown event {tag} in the history."),
    };

    public static byte[] ToBytes(OrchestrationEvent happened)
    {
        using var writer = new PayloadWriter();
        Write(writer, happened);
        return writer.ToArray();
    }

    public static OrchestrationEvent FromBytes(ReadOnlySpan<byte> bytes)
    {
        var reader = new PayloadReader(bytes);
        return Read(ref reader);
    }
}
