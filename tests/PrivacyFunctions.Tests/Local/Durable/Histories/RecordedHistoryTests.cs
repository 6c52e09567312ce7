using System.Text.Json;

namespace PrivacyFunctions.Tests.Local.Durable.Histories;

/// <summary>Histories that earlier versions stored, replayed from every prefix: the code must do again what it did, to the end.</summary>
public sealed class RecordedHistoryTests
{
    private static readonly Recordings Stored = new("PrivacyFunctions.Tests.Histories.");

    public static TheoryData<string> Names { get; } = [.. Stored.Names];

    [Fact]
    public void Every_shape_is_recorded() =>
        Assert.Equal(RecordedShapes.Orchestrators.Keys.Order(StringComparer.Ordinal), Stored.Names.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_bytes_still_mean_what_they_meant(string name) => Assert.All(
        Stored.Load(name).Episodes,
        episode => Assert.Equivalent(episode, RecordedEpisode.From(episode.At, Convert.FromBase64String(episode.Stored)), strict: true));

    [Theory]
    [MemberData(nameof(Names))]
    public void It_replays_from_every_prefix_and_goes_on_as_it_did(string name) => Replay(name).FromEveryPrefix();

    [Theory]
    [MemberData(nameof(Names))]
    public void A_changed_recording_is_noticed(string name) => Replay(name).NoticesChanges();

    private static HistoryReplay Replay(string name) => new(Stored.Load(name), RecordedShapes.Orchestrators[Stored.Load(name).Orchestrator], JsonSerializerOptions.Web);
}
