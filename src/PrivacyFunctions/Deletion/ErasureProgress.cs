using PrivacyFunctions.DataMap;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Faults;

namespace PrivacyFunctions.Deletion;

/// <summary>Keeps the status row of a system current while its collections are erased and looked at again.</summary>
public sealed class ErasureProgress(IRequestStore requests, ErasureDocuments records, TimeProvider time)
{
    /// <summary>Runs the work on one collection and shows how it goes.</summary>
    /// <param name="id">The request.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="step">The collection.</param>
    /// <param name="phase">What is being done.</param>
    /// <param name="last">Whether the system is done with this collection.</param>
    /// <param name="work">The work.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<T> RunAsync<T>(RequestId id, Plan plan, PlanStep step, string phase, bool last, Func<Task<T>> work, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(work);
        var rows = await requests.ReadProgressAsync(id, cancellation);
        var before = rows.FirstOrDefault(row => row.Dataset == step.Dataset)
            ?? new SystemProgress(step.Dataset, phase, SystemState.Waiting, 0, 0, null, time.GetUtcNow());
        var attempts = before.Error is null ? Math.Max(before.Attempts, 1) : before.Attempts + 1;
        var row = before with { Phase = phase, State = SystemState.Running, Attempts = attempts, Error = null };
        await WriteAsync(id, row with { Records = await CountAsync(id, plan, step.Dataset, cancellation) }, cancellation);
        try
        {
            var result = await work();
            var count = await CountAsync(id, plan, step.Dataset, cancellation);
            await WriteAsync(id, row with { State = last ? SystemState.Done : SystemState.Running, Records = count }, cancellation);
            return result;
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            await WriteAsync(id, row with { Error = ActivityBoundary.CodeOf(exception) }, cancellation);
            throw;
        }
    }

    private async Task<long> CountAsync(RequestId id, Plan plan, string dataset, CancellationToken cancellation)
    {
        var count = 0L;
        foreach (var step in plan.Steps().Where(step => step.Dataset == dataset && plan.DeletionOrder.Contains(step.Id)))
        {
            count += (await records.FindAsync(id, step, cancellation))?.Affected ?? 0;
        }

        return count;
    }

    private Task WriteAsync(RequestId id, SystemProgress row, CancellationToken cancellation) =>
        requests.PutProgressAsync(id, row with { UpdatedAt = time.GetUtcNow() }, cancellation);
}
