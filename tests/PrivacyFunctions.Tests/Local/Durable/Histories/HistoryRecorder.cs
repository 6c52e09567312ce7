using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using PrivacyFunctions.Local.Durable.Instances;
using PrivacyFunctions.Local.Storage;

namespace PrivacyFunctions.Tests.Local.Durable.Histories;

/// <summary>Runs every shape on the engine and writes its history: <c>dotnet exec PrivacyFunctions.Tests.dll record-histories DIR</c>.</summary>
internal static class HistoryRecorder
{
    public static async Task<int> RunAsync(string directory)
    {
        Directory.CreateDirectory(directory);
        await using var host = await LocalDurableHost.StartAsync(RecordedShapes.Functions());
        foreach (var shape in RecordedShapes.Orchestrators.Keys)
        {
            var path = Path.Combine(directory, $"{shape}.json");
            if (!File.Exists(path)) await File.WriteAllTextAsync(path, (await RecordAsync(host, shape)).Write());
        }

        return 0;
    }

    private static async Task<RecordedHistory> RecordAsync(LocalDurableHost host, string shape)
    {
        var id = $"recorded-{shape}";
        await host.Client.ScheduleNewOrchestrationInstanceAsync(shape, 0, new StartOrchestrationOptions(id));
        await RecordedShapes.DriveAsync(host.Client, shape, id);
        await host.Client.EndAsync(id);
        return await ReadAsync(host.Client, host.Database, id);
    }

    /// <summary>What an orchestration that ended has left in the file.</summary>
    public static async Task<RecordedHistory> ReadAsync(DurableTaskClient client, SqliteDatabase database, string id)
    {
        var ended = await client.GetInstanceAsync(id, getInputsAndOutputs: true) ?? throw new InvalidOperationException("There is no such instance.");
        var (header, episodes) = await database.ReadAsync(session => Read(session, id), default);
        return new RecordedHistory
        {
            Orchestrator = ended.Name,
            InstanceId = id,
            Generation = header.Generation,
            Input = header.Input,
            Status = ended.RuntimeStatus.ToString(),
            Output = ended.SerializedOutput,
            Error = ended.FailureDetails?.ErrorType,
            Episodes = episodes,
        };
    }

    private static (InstanceHeader Header, List<RecordedEpisode> Episodes) Read(SqliteSession session, string id)
    {
        var (key, _) = InstanceWrites.Find(session, id)!.Value;
        var episodes = InstanceReads.History(session, key).ConvertAll(episode => RecordedEpisode.From(episode.At, episode.Bytes));
        return (InstanceReads.Header(session, key)!, episodes);
    }
}
