using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using PrivacyFunctions.Local.Serving;

namespace PrivacyFunctions.EndToEnd.Canary;

/// <summary>
/// The server of the same folder, much later: what was left alone expires, what was kept goes. It runs inside this process, so that whatever it tells
/// those who measure and trace it can be searched too.
/// </summary>
internal sealed class LaterServer : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, bool> _told = new();
    private readonly MeterListener _meters = new();
    private readonly ActivityListener _activities;
    private LocalServer? _server;

    private LaterServer()
    {
        _meters.InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument);
        _meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Hear(instrument, tags));
        _meters.SetMeasurementEventCallback<int>((instrument, _, tags, _) => Hear(instrument, tags));
        _meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Hear(instrument, tags));
        // What this test's own HTTP client tells is not the server's.
        _activities = new ActivityListener
        {
            ShouldListenTo = source => !source.Name.StartsWith("System.Net.", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => Hear(activity),
        };
    }

    public HttpClient Http { get; private set; } = new();

    /// <summary>Everything told to meters and traces.</summary>
    public string Told => string.Join('\n', _told.Keys);

    public static async Task<LaterServer> StartAsync(string data, string map, IReadOnlyDictionary<string, string> settings, TimeSpan later)
    {
        var server = new LaterServer();
        server._meters.Start();
        ActivitySource.AddActivityListener(server._activities);
        var options = new ServeOptions
        {
            Data = data,
            Map = map,
            Urls = "http://127.0.0.1:0",
            Output = TextWriter.Null,
            Error = TextWriter.Null,
            Log = false,
            Clock = new LaterClock(later),
            Settings = settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value),
        };
        server._server = await LocalServer.StartAsync(options, CancellationToken.None);
        server.Http.Dispose();
        server.Http = new HttpClient { BaseAddress = server._server.Address };
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        _meters.RecordObservableInstruments();
        Http.Dispose();
        if (_server is not null) await _server.DisposeAsync();
        _activities.Dispose();
        _meters.Dispose();
    }

    private void Hear(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var (name, value) in tags) _told[$"{instrument.Meter.Name} {instrument.Name} {name}={value}"] = true;
    }

    private void Hear(Activity activity)
    {
        _told[$"{activity.Source.Name} {activity.OperationName} {activity.DisplayName} {activity.StatusDescription}"] = true;
        foreach (var (name, value) in activity.TagObjects.Concat(activity.Events.SelectMany(happened => happened.Tags)))
            _told[$"{activity.Source.Name} {activity.OperationName} {name}={value}"] = true;
    }

    private sealed class LaterClock(TimeSpan later) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + later;
    }
}
