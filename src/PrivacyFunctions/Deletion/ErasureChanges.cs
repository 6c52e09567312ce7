using System.Security.Cryptography;
using System.Text;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Faults;
using PrivacyFunctions.Staging;

namespace PrivacyFunctions.Deletion;

/// <summary>Puts a plan's decision about a collection into the words of a connector.</summary>
public sealed class ErasureChanges(StagedSteps staged, IDataKeys keys)
{
    /// <summary>The change of a collection's own rows.</summary>
    /// <param name="id">The request.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="step">The collection's step.</param>
    /// <param name="rows">How many rows were found.</param>
    /// <param name="elements">What tells the person's elements in arrays; needed as long as the change runs.</param>
    /// <param name="selection">The rows.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<RecordChange> OfAsync(
        RequestId id, Plan plan, PlanStep step, OwnRows rows, StepElements elements, RecordSelection selection, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(elements);
        var reach = await ReachAsync(id, plan, step, cancellation);
        return step.Deletion switch
        {
            DeletionDecision.Delete delete => new RecordChange.Delete
            {
                Rows = selection,
                MostRows = rows.Planned,
                MayReach = reach,
                Protecting = delete.KeptReferrers,
                Instead = delete.Instead is { } mask ? await MaskingAsync(id, mask, elements, cancellation) : null,
            },
            DeletionDecision.Mask mask => new RecordChange.Mask
            {
                Rows = selection,
                MostRows = rows.Planned,
                MayReach = reach,
                Masking = await MaskingAsync(id, mask, elements, cancellation),
            },
            _ => throw new InvalidOperationException("The plan does not change this collection."),
        };
    }

    private async Task<Masking> MaskingAsync(RequestId id, DeletionDecision.Mask mask, StepElements elements, CancellationToken cancellation) => new()
    {
        Values = [.. mask.Fields.Select(MaskMethods.Of).OfType<ValueMask>()],
        Secret = await SecretAsync(id, cancellation),
        Elements = elements.All,
    };

    // Dies with the payload key: then no masked value can be linked to another or read.
    private async Task<byte[]> SecretAsync(RequestId id, CancellationToken cancellation)
    {
        using var key = await keys.FindAsync(id, KeyPurpose.Payload, cancellation) ?? throw new ActivityFault(FaultCode.KeyDestroyed);
        var secret = new byte[DataKey.Size];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key.Bytes, secret, [], Encoding.UTF8.GetBytes($"privacyfunctions/v1/mask/{id}"));
        return secret;
    }

    /// <summary>A table that is reached may lose at most the rows that are to be deleted there anyway.</summary>
    private async Task<IReadOnlyList<ReachableTable>> ReachAsync(RequestId id, Plan plan, PlanStep step, CancellationToken cancellation)
    {
        var reach = new List<ReachableTable>();
        foreach (var table in ErasureRules.AllowedTables(step))
        {
            var most = 0L;
            foreach (var reached in plan.Steps().Where(other => other.Dataset == step.Dataset && other.Table == table && other.Deletion is DeletionDecision.Delete))
            {
                using var reader = await staged.OpenAsync(id, reached, cancellation);
                most += reader is null ? 0 : reader.Facts.OwnRows;
            }

            reach.Add(new ReachableTable(table, most));
        }

        return reach;
    }
}
