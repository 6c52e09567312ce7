using Microsoft.Azure.Functions.Worker;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Faults;

namespace PrivacyFunctions.Intake;

/// <summary>Takes a request back from an orchestration that ends without an answer, unless it was closed meanwhile.</summary>
public sealed class GiveBackWork(IRequestStore requests, StrandedWork stranded, ActivityBoundary boundary)
{
    /// <summary>The activity's name.</summary>
    public const string Name = nameof(GiveBackWork);

    /// <summary>A repeated run finds the request taken back, or in a later round.</summary>
    [Function(Name)]
    public Task<bool> RunAsync([ActivityTrigger] RequestWork work, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(work);
        var id = RequestId.Parse(work.RequestId);
        return boundary.RunAsync(Name, id, async () =>
        {
            await requests.UpdateAsync(id, request => request.Round == work.Round ? stranded.Next(request) : null, cancellation);
            return true;
        });
    }
}
