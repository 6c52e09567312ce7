namespace PrivacyFunctions.Local.Demo.Views;

/// <summary>One line for each thing that happens, for files and pipes.</summary>
internal sealed class PlainView(TextWriter output) : IDemoView
{
    private readonly Dictionary<(RequestTrack, string), string> _told = [];
    private readonly Dictionary<RequestTrack, string> _stages = [];
    private readonly Lock _lines = new();

    public void Tell(string sentence)
    {
        lock (_lines) output.WriteLine(sentence);
    }

    public void Watch(IReadOnlyList<RequestTrack> tracks)
    {
    }

    public void Moved(RequestTrack track)
    {
        lock (_lines)
        {
            if (_stages.GetValueOrDefault(track) != track.Stage)
            {
                _stages[track] = track.Stage;
                output.WriteLine($"  {track.Title}: {StageLine.Of(track.Stage)}");
            }

            foreach (var system in track.Systems)
            {
                var line = SystemLine.Of(system);
                if (_told.GetValueOrDefault((track, system.System.Name), SystemLine.Waiting) == line) continue;
                _told[(track, system.System.Name)] = line;
                output.WriteLine($"  {track.Title}: {system.System.Title}: {line}");
            }
        }
    }

    public Task RestAsync(CancellationToken cancellation) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
