using System.Text.Json;

namespace PrivacyFunctions.Tests.Local.Durable.Histories;

/// <summary>Histories that earlier versions stored, replayed from every prefix: the code must do again what it did, to the end.</summary>
public sealed class RecordedHistoryTests
{
    private const string Folder = "PrivacyFunctions.Tests.Histories.";

    public static TheoryData<string> Recordings { get; } = [.. Names()];

    [Fact]
    public void Every_shape_is_recorded() =>
        Assert.Equal(RecordedShapes.Orchestrators.Keys.Order(StringComparer.Ordinal), Names().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Recordings))]
    public void Its_bytes_still_mean_what_they_meant(string name) => Assert.All(
        Load(name).Episodes,
        episode => Assert.Equivalent(episode, RecordedEpisode.From(episode.At, Convert.FromBase64String(episode.Stored)), strict: true));

    [Theory]
    [MemberData(nameof(Recordings))]
    public void It_replays_from_every_prefix_and_goes_on_as_it_did(string name) => Replay(name).FromEveryPrefix();

    [Theory]
    [MemberData(nameof(Recordings))]
    public void A_changed_recording_is_noticed(string name) => Replay(name).NoticesChanges();

    private static HistoryReplay Replay(string name) => new(Load(name), RecordedShapes.Orchestrators[Load(name).Orchestrator], JsonSerializerOptions.Web);

    private static IEnumerable<string> Names() =>
        from name in typeof(RecordedHistoryTests).Assembly.GetManifestResourceNames()
        where name.StartsWith(Folder, StringComparison.Ordinal)
        select name[Folder.Length..^".json".Length];

    private static RecordedHistory Load(string name)
    {
        using var reader = new StreamReader(typeof(RecordedHistoryTests).Assembly.GetManifestResourceStream($"{Folder}{name}.json")!);
        return RecordedHistory.Read(reader.ReadToEnd());
    }
}
