using PrivacyFunctions.DataMap;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Collection;

/// <summary>Keeps the status row of a unit's system current, at most once a second while rows flow.</summary>
public sealed class UnitProgress
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private readonly IRequestStore _requests;
    private readonly TimeProvider _time;
    private readonly RequestId _id;
    private readonly long _others;
    private long _records;
    private long _writtenAt;
    private SystemProgress _row;

    private UnitProgress(IRequestStore requests, TimeProvider time, RequestId id, SystemProgress row, long others)
    {
        (_requests, _time, _id, _row, _others) = (requests, time, id, row, others);
        _writtenAt = time.GetTimestamp();
    }

    /// <summary>Shows the system as running and counts the attempt.</summary>
    /// <param name="requests">Where status rows are kept.</param>
    /// <param name="time">The clock.</param>
    /// <param name="id">The request.</param>
    /// <param name="unit">The unit that begins.</param>
    /// <param name="phase">What is being done, as <see cref="SystemPhase"/> names it.</param>
    /// <param name="others">Rows that the system's other units have staged.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public static async Task<UnitProgress> BeginAsync(
        IRequestStore requests, TimeProvider time, RequestId id, PlanUnit unit, string phase, long others, CancellationToken cancellation)
    {
        var rows = await requests.ReadProgressAsync(id, cancellation);
        var row = rows.FirstOrDefault(row => row.Dataset == unit.Dataset)
            ?? new SystemProgress(unit.Dataset, phase, SystemState.Waiting, 0, 0, null, time.GetUtcNow());
        var progress = new UnitProgress(requests, time, id, row, others);
        await progress.WriteAsync(Began(row, phase) with { Records = others }, cancellation);
        return progress;
    }

    // A system can have several units; only asking again after a failure is another attempt.
    private static int AttemptAfter(SystemProgress row) => row.Error is null ? Math.Max(row.Attempts, 1) : row.Attempts + 1;

    // A unit that failed for good makes its whole system a failed one, or a skipped one once staff said so, whatever other units of it still do.
    private static bool IsGivenUp(SystemProgress? row) => row is { State: SystemState.Failed or SystemState.Skipped };

    // Another phase asks anew.
    private static SystemProgress Began(SystemProgress row, string phase) =>
        IsGivenUp(row) && row.Phase == phase ? row : row with { Phase = phase, State = SystemState.Running, Attempts = AttemptAfter(row), Error = null };

    /// <summary>Rows that were there already.</summary>
    public void Count(long rows) => _records += rows;

    /// <summary>One more row.</summary>
    public ValueTask CountAsync(CancellationToken cancellation)
    {
        _records++;
        return (_records & 0xff) == 0 && _time.GetElapsedTime(_writtenAt) >= Pace
            ? new ValueTask(WriteAsync(_row with { Records = _others + _records }, cancellation))
            : ValueTask.CompletedTask;
    }

    /// <summary>Shows what the unit brought, and the system as done when this was its last one.</summary>
    /// <param name="others">Rows that the system's other units have staged by now.</param>
    /// <param name="last">Whether those units are all done.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task EndAsync(long others, bool last, CancellationToken cancellation)
    {
        var shown = (await _requests.ReadProgressAsync(_id, cancellation)).FirstOrDefault(row => row.Dataset == _row.Dataset);
        var ended = IsGivenUp(shown) ? shown! : _row with { State = last ? SystemState.Done : SystemState.Running, Error = null };
        await WriteAsync(ended with { Records = others + _records }, cancellation);
    }

    /// <summary>Shows why this attempt failed; whether it is the last is the orchestrator's to say.</summary>
    public Task FailAsync(string code, CancellationToken cancellation) => WriteAsync(_row with { Records = _others, Error = code }, cancellation);

    private async Task WriteAsync(SystemProgress row, CancellationToken cancellation)
    {
        _writtenAt = _time.GetTimestamp();
        _row = row with { UpdatedAt = _time.GetUtcNow() };
        await _requests.PutProgressAsync(_id, _row, cancellation);
    }
}
