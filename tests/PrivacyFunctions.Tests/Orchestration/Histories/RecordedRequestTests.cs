using Microsoft.DurableTask;
using PrivacyFunctions.Orchestration;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Tests.Local.Durable.Histories;

namespace PrivacyFunctions.Tests.Orchestration.Histories;

/// <summary>Requests that earlier versions began, replayed from every prefix: today's orchestrators must go on with them as those did.</summary>
public sealed class RecordedRequestTests
{
    private static readonly Recordings Stored = new("PrivacyFunctions.Tests.Requests.");
    private const string Whole = ".Whole";

    private static readonly Dictionary<string, Func<TaskOrchestrationContext, Task<object?>>> Orchestrators = new()
    {
        [OrchestratorNames.HandleRequest] = async context =>
        {
            await HandleRequest.RunAsync(context);
            return null;
        },
        [OrchestratorNames.AnswerAccess] = async context => await AnswerAccess.RunAsync(context),
        [OrchestratorNames.AnswerDeletion] = async context => await AnswerDeletion.RunAsync(context),
    };

    public static TheoryData<string> Names { get; } = [.. Stored.Names];

    [Fact]
    public void Every_way_is_recorded() => Assert.Equal(
        RecordedRequests.Ways.Keys.SelectMany(name => new[] { name, name + Whole }).Order(StringComparer.Ordinal), Stored.Names.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void It_replays_from_every_prefix_and_goes_on_as_it_did(string name) => Replay(name).FromEveryPrefix();

    [Theory]
    [MemberData(nameof(Names))]
    public void A_changed_recording_is_noticed(string name) => Replay(name).NoticesChanges();

    private static HistoryReplay Replay(string name)
    {
        var recording = Stored.Load(name);
        var run = Orchestrators[recording.Orchestrator];
        // The first versions did not say whether they gave an answer.
        return new HistoryReplay(recording, async context => await run(context) is { } output && recording.Output is not null ? output : null, WorkJson.Wire);
    }
}
