using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using PrivacyFunctions.Local.Messaging;
using PrivacyFunctions.Local.Retention;
using PrivacyFunctions.Local.Serving;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Tests.RightsRequests;

namespace PrivacyFunctions.Tests.Local.Retention;

public sealed class LocalSweepTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DataDirectory _data;
    private readonly SqliteDatabase _database;
    private readonly MessagingTopology _topology = new(LocalEntities.All);
    private readonly FakeTimeProvider _time = new(Some.Moment);

    public LocalSweepTests()
    {
        _data = new DataDirectory(_folder.File("data"));
        _data.Create();
        _database = SqliteDatabase.Open(new SqliteDatabaseOptions { Path = _data.Database });
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Events_go_when_they_are_old_enough_and_not_before()
    {
        await PublishAsync("old");
        _time.Advance(TimeSpan.FromDays(2));
        await PublishAsync("young");

        Assert.Equal(1, (await SweepAsync()).Single(items => items.What == "events").Count);

        var left = await new TopicLog(_database, _time).ReadAsync(MessageEntities.PrivacyEvents, after: 0, max: 10, CancellationToken.None);
        Assert.Equal("young", Assert.Single(left).MessageId);
    }

    [Fact]
    public async Task Folders_without_a_blob_go_when_they_are_old_and_others_stay()
    {
        _time.SetUtcNow(TimeProvider.System.GetUtcNow());
        foreach (var folder in new[] { "staging/gone/units", "staging/kept/units", "bundles" }) Directory.CreateDirectory(Path.Combine(_data.Blobs, folder));
        await File.WriteAllTextAsync(Path.Combine(_data.Blobs, "staging/kept/units/blob"), "sealed");
        foreach (var folder in Directory.EnumerateDirectories(_data.Blobs, "*", SearchOption.AllDirectories)) Age(folder);
        Directory.CreateDirectory(Path.Combine(_data.Blobs, "staging/young"));

        await SweepAsync();

        Assert.Equal(
            ["bundles", "staging", "staging/kept", "staging/kept/units", "staging/young"],
            Directory.EnumerateDirectories(_data.Blobs, "*", SearchOption.AllDirectories).Select(folder => Path.GetRelativePath(_data.Blobs, folder)).Order(StringComparer.Ordinal));
    }

    private void Age(string folder) => Directory.SetLastWriteTimeUtc(folder, _time.GetUtcNow().UtcDateTime.AddDays(-2));

    private Task PublishAsync(string id) => new MessageBroker(_database, _topology, _time).SendAsync(
        new OutgoingMessage(MessageEntities.PrivacyEvents, id, "{}"), CancellationToken.None);

    private Task<IReadOnlyList<SweptItems>> SweepAsync()
    {
        var before = _time.GetUtcNow() - TimeSpan.FromDays(1);
        return new LocalSweep(_database, _topology, _data, NullLogger<LocalSweep>.Instance).SweepAsync(new SweepLimits(before, before, before, before), CancellationToken.None);
    }
}
