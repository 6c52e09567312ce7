using System.Text.Json;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using PrivacyFunctions.Local.Durable;
using PrivacyFunctions.Local.Storage;

namespace PrivacyFunctions.Benchmarks.Durable;

/// <summary>The engine as the product runs it, over a fresh file.</summary>
internal sealed class MeasuredEngine : IAsyncDisposable
{
    private readonly SqliteDatabase _database;
    private readonly DurableEngine _engine;

    private MeasuredEngine(SqliteDatabase database, DurableEngine engine) => (_database, _engine) = (database, engine);

    public DurableTaskClient Client => _engine.Client;

    public StorageCounts Counts => _database.Counts;

    public static async Task<MeasuredEngine> StartAsync(string directory, DurableRegistry functions, CancellationToken cancellation)
    {
        var database = SqliteDatabase.Open(new SqliteDatabaseOptions { Path = Path.Combine(directory, "engine.db") });
        var engine = new DurableEngine(
            database, functions, JsonSerializerOptions.Web, new DurableEngineOptions(), TimeProvider.System, NullLoggerFactory.Instance);
        await engine.StartAsync(cancellation);
        return new MeasuredEngine(database, engine);
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        await _database.DisposeAsync();
    }
}
