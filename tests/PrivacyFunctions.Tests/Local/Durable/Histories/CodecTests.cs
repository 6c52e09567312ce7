using CsCheck;
using Microsoft.DurableTask;
using PrivacyFunctions.Local.Durable.History;

namespace PrivacyFunctions.Tests.Local.Durable.Histories;

public sealed class CodecTests
{
    private static readonly Gen<string?> Text = Gen.OneOf(Gen.String[0, 300].Select(s => (string?)s), Gen.Const((string?)null));
    private static readonly Gen<int> Id = Gen.Int[0, int.MaxValue];

    private static readonly Gen<DateTimeOffset> Time =
        Gen.Long[0, DateTimeOffset.MaxValue.UtcTicks].Select(ticks => new DateTimeOffset(ticks, TimeSpan.Zero));

    private static readonly Gen<TaskFailureDetails> Failure = Gen.Select(
        Gen.String, Gen.String, Text, Gen.Bool, (type, message, stack, nested) => new TaskFailureDetails(
            type, message, stack, nested ? new TaskFailureDetails(message, type, null, null, null) : null, null));

    private static readonly Gen<OrchestrationEvent> Event = Gen.OneOf<OrchestrationEvent>(
        Gen.Const((OrchestrationEvent)new OrchestrationEvent.Started()),
        Gen.Select(Id, Text, (id, result) => (OrchestrationEvent)new OrchestrationEvent.TaskCompleted(id, result)),
        Gen.Select(Id, Failure, (id, failure) => (OrchestrationEvent)new OrchestrationEvent.TaskFailed(id, failure)),
        Gen.Select(Id, Time, (id, due) => (OrchestrationEvent)new OrchestrationEvent.TimerFired(id, due)),
        Gen.Select(Gen.String, Text, (name, payload) => (OrchestrationEvent)new OrchestrationEvent.EventRaised(name, payload)),
        Text.Select(reason => (OrchestrationEvent)new OrchestrationEvent.Suspended(reason)),
        Text.Select(reason => (OrchestrationEvent)new OrchestrationEvent.Resumed(reason)),
        Gen.Select(Text, Gen.Bool, (output, all) => (OrchestrationEvent)new OrchestrationEvent.Terminated(output, all)));

    private static readonly Gen<OrchestrationAction> Action = Gen.OneOf<OrchestrationAction>(
        Gen.Select(Id, Gen.String, (id, name) => (OrchestrationAction)new OrchestrationAction.ActivityScheduled(id, name, null)),
        Gen.Select(Id, Gen.String, Gen.String, (id, name, instance) =>
            (OrchestrationAction)new OrchestrationAction.SubOrchestrationScheduled(id, name, instance, null)),
        Gen.Select(Id, Time, (id, due) => (OrchestrationAction)new OrchestrationAction.TimerCreated(id, due)),
        Gen.Select(Id, Gen.String, Gen.String, (id, instance, name) =>
            (OrchestrationAction)new OrchestrationAction.EventSent(id, instance, name, null)));

    [Fact]
    public void An_episode_reads_as_it_was_written() => Gen.Select(Time, Event.List[0, 5], Action.List[0, 5]).Sample((at, arrived, actions) =>
    {
        var episode = EpisodeCodec.Read(at, EpisodeCodec.ToBytes(arrived, actions));
        Assert.Equal(at, episode.At);
        Assert.Equal(arrived, episode.Arrived);
        Assert.Equal(actions, episode.Actions);
    });

    [Fact]
    public void A_cut_or_unknown_form_is_refused() => Gen.Select(Event.List[1, 3], Gen.Int[0, 1000]).Sample((arrived, cut) =>
    {
        var bytes = EpisodeCodec.ToBytes(arrived, []);
        Assert.Throws<InvalidDataException>(() => EpisodeCodec.Read(default, bytes.AsSpan(0, cut % bytes.Length)));
        bytes[0]++;
        Assert.Throws<InvalidDataException>(() => EpisodeCodec.Read(default, bytes));
    });

    [Fact]
    public void Properties_of_a_failure_are_kept_as_text()
    {
        var failure = new TaskFailureDetails("T", "M", null, null, new Dictionary<string, object?> { ["code"] = 7, ["none"] = null });
        var read = FailureCodec.FromBytes(FailureCodec.ToBytes(failure));
        Assert.Equal("7", read.Properties!["code"]);
        Assert.Null(read.Properties["none"]);
    }
}
