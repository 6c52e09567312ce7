namespace PrivacyFunctions.Local.Durable.History;

/// <summary>Actions as bytes: what a replay is compared with. Inputs and payloads are not repeated here.</summary>
internal static class ActionCodec
{
    public static void Write(PayloadWriter writer, OrchestrationAction action)
    {
        switch (action)
        {
            case OrchestrationAction.ActivityScheduled activity:
                Begin(writer, 1, action);
                writer.Text(activity.Name);
                break;
            case OrchestrationAction.SubOrchestrationScheduled sub:
                Begin(writer, 2, action);
                writer.Text(sub.Name);
                writer.Text(sub.InstanceId);
                break;
            case OrchestrationAction.TimerCreated timer:
                Begin(writer, 3, action);
                writer.Time(timer.Due);
                break;
            case OrchestrationAction.EventSent sent:
                Begin(writer, 4, action);
                writer.Text(sent.InstanceId);
                writer.Text(sent.Name);
                break;
        }
    }

    public static OrchestrationAction Read(ref PayloadReader reader) => reader.Tag() switch
    {
        1 => new OrchestrationAction.ActivityScheduled(reader.Number(), reader.Text(), null),
        2 => new OrchestrationAction.SubOrchestrationScheduled(reader.Number(), reader.Text(), reader.Text(), null),
        3 => new OrchestrationAction.TimerCreated(reader.Number(), reader.Time()),
        4 => new OrchestrationAction.EventSent(reader.Number(), reader.Text(), reader.Text(), null),
        var tag => throw new InvalidDataException($"Unknown action {tag} in the history."),
    };

    private static void Begin(PayloadWriter writer, byte tag, OrchestrationAction action)
    {
        writer.Tag(tag);
        writer.Number(action.TaskId);
    }
}
