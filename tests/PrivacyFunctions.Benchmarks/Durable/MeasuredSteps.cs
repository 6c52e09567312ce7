using System.Diagnostics;
using PrivacyFunctions.Benchmarks.Measuring;
using PrivacyFunctions.Local.Storage;

namespace PrivacyFunctions.Benchmarks.Durable;

/// <summary>
/// The activity of P1: notes how long ago it last returned, and commits what that is compared with. So one of each alternates, and nothing but the
/// engine stands between two calls. It counts once the logs of all files are worn in.
/// </summary>
internal sealed class MeasuredSteps(MeasureContext context, RawCommits raw, Func<StorageCounts> counts)
{
    private const int Batch = 1000;

    private long _logged = -1;
    private long _began;
    private long _commits;
    private long _returned;
    private int _calls;

    /// <summary>Microseconds from one return to the next call: the result is durable, the orchestrator has run, the next call is durable.</summary>
    public List<double> Steps { get; private set; } = [];

    /// <summary>As <see cref="Steps"/>, on a server that has just begun: its log grows.</summary>
    public List<double> FirstSteps { get; private set; } = [];

    /// <summary>Microseconds of a commit of one row.</summary>
    public List<double> Commits { get; } = [];

    /// <summary>Microseconds of the least that a durable step has to write.</summary>
    public List<double> HandWritten { get; } = [];

    /// <summary>Commits of the engine for each of <see cref="Steps"/>.</summary>
    public double CommitsPerStep { get; private set; }

    /// <summary>False when it has been called long enough.</summary>
    public bool Next()
    {
        if (_returned != 0) Steps.Add(Stopwatch.GetElapsedTime(_returned).TotalMicroseconds);
        Commits.Add(raw.Commit().TotalMicroseconds);
        HandWritten.Add(raw.HandWrittenStep().TotalMicroseconds);
        if (_began == 0 && ++_calls % Batch == 0) WearIn();
        var goesOn = _began == 0 || Stopwatch.GetElapsedTime(_began) < context.Duration;
        if (!goesOn) CommitsPerStep = (double)(counts().Commits - _commits) / Steps.Count;
        _returned = Stopwatch.GetTimestamp();
        return goesOn;
    }

    private void WearIn()
    {
        if (FirstSteps.Count == 0) FirstSteps = Steps;
        var before = _logged;
        _logged = LogFiles.BytesIn(context.Directory);
        if (_logged == before) (_began, _commits) = (Stopwatch.GetTimestamp(), counts().Commits);
        Steps = [];
        Commits.Clear();
        HandWritten.Clear();
    }
}
