using Microsoft.Azure.Functions.Worker;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Faults;
using PrivacyFunctions.Staging;

namespace PrivacyFunctions.Deletion;

/// <summary>
/// Destroys what the search kept of the person, keys of rows included, as soon as nothing needs it any more. Only where a system can still be tried
/// again does it stay, until it expires like a bundle.
/// </summary>
public sealed class ForgetFound(IRequestStore requests, IDataKeys keys, StagingArea staging, ActivityBoundary boundary)
{
    /// <summary>The activity's name.</summary>
    public const string Name = nameof(ForgetFound);

    /// <summary>Says whether everything is forgotten.</summary>
    [Function(Name)]
    public Task<bool> RunAsync([ActivityTrigger] RequestWork work, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(work);
        var id = RequestId.Parse(work.RequestId);
        return boundary.RunAsync(Name, id, async () =>
        {
            var request = await requests.FindAsync(id, cancellation) ?? throw new ActivityFault(FaultCode.WrongState);
            if (!RequestTransitions.IsClosed(request.Status) || request.Round != work.Round || request.Gaps.Any(CanBeTriedAgain))
            {
                return false;
            }

            await keys.DestroyAsync(id, KeyPurpose.Payload, cancellation);
            await staging.DeleteAsync(id, cancellation);
            return true;
        });
    }

    private static bool CanBeTriedAgain(RequestGap gap) => gap.Code is GapCode.SystemFailed or GapCode.SystemSkipped or GapCode.NotVerified;
}
