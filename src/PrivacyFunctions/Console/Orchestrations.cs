using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.StaffConsole;

/// <summary>
/// Tells orchestrations what became of their request. The request itself holds the truth, so a message that is lost here is sent again by
/// <see cref="HandOverSweep"/>, and one that arrives twice changes nothing.
/// </summary>
public sealed partial class Orchestrations(ILogger<Orchestrations> log)
{
    private const int MostTries = 2;
    private static readonly TerminateInstanceOptions WithAllItStarted = new("closed", Recursive: true);

    /// <summary>Tells the orchestration that waits that staff said something; false when it could not be told now.</summary>
    public Task<bool> TellAsync(DurableTaskClient orchestrations, RightsRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(orchestrations);
        ArgumentNullException.ThrowIfNull(request);
        var instance = OrchestratorNames.InstanceOfRight(request.Work, WireName.Of(request.Right));
        return request.Question?.Said switch
        {
            { Plan: { } plan } => TryAsync(request, () => DecidedAsync(orchestrations, request, plan, cancellation), cancellation),
            { Systems: { } systems } => TryAsync(request, () => orchestrations.RaiseEventAsync(instance, SystemsDecided.EventName, systems, cancellation), cancellation),
            _ => Task.FromResult(true),
        };
    }

    /// <summary>Ends an orchestration's wait for the person to object; false when it could not be told now.</summary>
    public Task<bool> WakeAsync(DurableTaskClient orchestrations, RightsRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(orchestrations);
        ArgumentNullException.ThrowIfNull(request);
        var instance = OrchestratorNames.InstanceOfRight(request.Work, WireName.Of(request.Right));
        return TryAsync(
            request, () => orchestrations.RaiseEventAsync(instance, FrozenByPerson.EventName, new FrozenByPerson(request.Round), cancellation), cancellation);
    }

    /// <summary>Ends what still runs for a closed request; false when it could not be ended now.</summary>
    public Task<bool> EndAsync(DurableTaskClient orchestrations, RightsRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(orchestrations);
        ArgumentNullException.ThrowIfNull(request);
        return TryAsync(
            request,
            async () =>
            {
                var instance = await orchestrations.GetInstanceAsync(request.Work.InstanceId, cancellation);
                if (instance is { IsCompleted: false }) await orchestrations.TerminateInstanceAsync(instance.InstanceId, WithAllItStarted, cancellation);
            },
            cancellation);
    }

    // It may still wait for an objection of which it was never told.
    private static async Task DecidedAsync(DurableTaskClient orchestrations, RightsRequest request, PlanDecided plan, CancellationToken cancellation)
    {
        var instance = OrchestratorNames.InstanceOfRight(request.Work, WireName.Of(request.Right));
        if (request is { Right: Right.Deletion, Question.Code: ReviewQuestion.NotMe })
            await orchestrations.RaiseEventAsync(instance, FrozenByPerson.EventName, new FrozenByPerson(request.Round), cancellation);
        await orchestrations.RaiseEventAsync(instance, PlanDecided.EventName, plan, cancellation);
    }

    private async Task<bool> TryAsync(RightsRequest request, Func<Task> send, CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await send();
                return true;
            }
            catch (Exception) when (tries < MostTries && !cancellation.IsCancellationRequested)
            {
                // Most failures are over at once, and the sweep comes only after a minute.
            }
            catch (Exception fault) when (!cancellation.IsCancellationRequested)
            {
                LogNotTold(log, request.Id.Value, fault.GetType().Name);
                return false;
            }
        }
    }

    [LoggerMessage(EventId = 1500, Level = LogLevel.Warning, Message = "The orchestration of request {RequestId} could not be told ({Fault}); it is tried again")]
    private static partial void LogNotTold(ILogger logger, string requestId, string fault);
}
