using PrivacyFunctions.Local.Messaging;
using PrivacyFunctions.Local.Storage;

namespace PrivacyFunctions.Tests.Local.Messaging;

/// <summary>A broker over a database of its own, on a clock that the test moves.</summary>
internal sealed class QueueFixture : IDisposable
{
    public const string Queue = "work";
    public const string Topic = "news";

    private readonly TemporaryFolder _folder = new();
    private readonly IStorageFaults? _faults;

    public QueueFixture(IStorageFaults? faults = null, params EntitySettings[] entities)
    {
        _faults = faults;
        Topology = new MessagingTopology(entities.Length > 0 ? entities : [new QueueSettings { Name = Queue }]);
        (Database, Broker) = Open(faults);
    }

    public WatchedTime Time { get; } = new(new DateTimeOffset(2026, 5, 4, 8, 0, 0, TimeSpan.Zero));

    public MessagingTopology Topology { get; }

    public SqliteDatabase Database { get; private set; }

    public MessageBroker Broker { get; private set; }

    /// <summary>Ends this process's connections and opens the file again, as the next process would.</summary>
    public void Restart(bool withFaults = false)
    {
        Database.Dispose();
        (Database, Broker) = Open(withFaults ? _faults : null);
    }

    public Task<SendOutcome> SendAsync(string id, DateTimeOffset? notBefore = null, string entity = Queue) =>
        Broker.SendAsync(new OutgoingMessage(entity, id, $$"""{"requestId":"{{id}}"}""", notBefore), CancellationToken.None);

    public async Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(int max = 1, string entity = Queue) =>
        (await Broker.ReceiveAsync(entity, max, CancellationToken.None)).Messages;

    public async Task<ReceivedMessage> ReceiveOneAsync(string entity = Queue) => Assert.Single(await ReceiveAsync(1, entity));

    public Task<bool> CompleteAsync(ReceivedMessage message) => Broker.CompleteAsync(message.Lock, CancellationToken.None);

    public Task<bool> AbandonAsync(ReceivedMessage message) => Broker.AbandonAsync(message.Lock, TimeSpan.Zero, CancellationToken.None);

    public Task<QueueCounts> CountAsync(string entity = Queue) => Broker.CountAsync(entity, CancellationToken.None);

    public void Dispose()
    {
        Database.Dispose();
        _folder.Dispose();
    }

    private (SqliteDatabase, MessageBroker) Open(IStorageFaults? faults)
    {
        var database = SqliteDatabase.Open(new SqliteDatabaseOptions { Path = _folder.File("test.db"), Faults = faults });
        return (database, new MessageBroker(database, Topology, Time));
    }
}
