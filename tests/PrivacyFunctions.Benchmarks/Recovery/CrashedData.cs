using Microsoft.Extensions.Logging.Abstractions;
using PrivacyFunctions.Benchmarks.Http;
using PrivacyFunctions.Local.Durable;
using PrivacyFunctions.Local.Serving;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Triage;

namespace PrivacyFunctions.Benchmarks.Recovery;

/// <summary>A data folder as a server leaves it that dies while it works on 10,000 requests: each orchestration waits for an activity that runs.</summary>
internal static class CrashedData
{
    public const int Instances = 10_000;

    public static async Task MakeAsync(string directory, CancellationToken cancellation)
    {
        await using (await MeasuredServer.StartAsync(directory, cancellation))
        {
            // Creates the folder, its keys and its schema.
        }

        using var database = Open(directory);
        await using var engine = Engine(database, TimeSpan.Zero);
        await engine.StartAsync(cancellation);
        await Parallel.ForAsync(0, Instances, cancellation, async (_, token) =>
        {
            var work = new RequestWork(RequestId.New().Value, 1);
            await engine.Client.ScheduleNewOrchestrationInstanceAsync(
                OrchestratorNames.HandleRequest, work, new() { InstanceId = work.InstanceId }, token);
        });
        while (await database.ReadAsync(session => session.Scalar("SELECT count(*) FROM durable_activities"), cancellation) < Instances)
            await Task.Delay(20, cancellation);
    }

    public static SqliteDatabase Open(string directory) =>
        SqliteDatabase.Open(new SqliteDatabaseOptions { Path = Path.Combine(MeasuredServer.DataIn(directory), "privacy.db") });

    /// <summary>An engine whose activities never end.</summary>
    public static DurableEngine Engine(SqliteDatabase database, TimeSpan drain) => new(
        database,
        new DurableRegistry()
            .AddOrchestrator(OrchestratorNames.HandleRequest, async context =>
                await context.CallActivityAsync<PlannedRequest>(PlanRequest.Name, context.GetInput<RequestWork>()))
            .AddActivity(PlanRequest.Name, async (_, stopped) =>
            {
                await Task.Delay(Timeout.Infinite, stopped);
                return null;
            }),
        ServedProduct.PrivacyFunctions.Json,
        new DurableEngineOptions { DrainLimit = drain },
        TimeProvider.System,
        NullLoggerFactory.Instance);

    /// <summary>A copy of the folder, to be recovered.</summary>
    public static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var folder in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
    }
}
