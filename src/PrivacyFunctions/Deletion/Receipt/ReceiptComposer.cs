using PrivacyFunctions.DataMap;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Deletion;

/// <summary>Decides what a receipt says. Pure.</summary>
public static class ReceiptComposer
{
    private const string BackupSentence =
        "Backups made before this deletion may still hold the data until they expire. When one is restored, what this receipt lists as erased is erased again by the erasure ledger.";

    /// <summary>The receipt.</summary>
    public static ReceiptDocument Compose(ReceiptSources sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var gaps = ReceiptGaps.Of(sources);
        return new ReceiptDocument
        {
            RequestId = sources.Request.Id.Value,
            Right = sources.Request.Right,
            Version = sources.Request.Receipts.Count + 1,
            CreatedAt = sources.Now,
            KeyId = sources.KeyId,
            PlanHash = sources.Plan.PlanHash,
            Law = WireName.Of(sources.Request.Law),
            PolicyVersion = sources.Request.PolicyVersion,
            Complete = gaps.Count == 0,
            Gaps = gaps,
            Collections = [.. sources.Plan.Steps().Where(ErasureRules.IsReported).Select(step => ReceiptCollections.Of(sources, step))],
            Ledger = new ReceiptLedger(sources.Begun?.LedgerEntries ?? 0),
            Backups = BackupSentence,
        };
    }

    /// <summary>What was found and stays, as the person's page lists it.</summary>
    public static IReadOnlyList<WithheldItem> Withheld(ReceiptDocument receipt)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        return [.. receipt.Collections.SelectMany(Withheld)];
    }

    private static IEnumerable<WithheldItem> Withheld(ReceiptCollection collection)
    {
        var name = $"{collection.Dataset}.{collection.Collection}";
        var own = collection.Found - collection.Kept.Sum(kept => kept.Count);
        if (collection is { Action: ReceiptAction.Retained or ReceiptAction.Left, Ground: { } ground } && own > 0)
        {
            yield return new WithheldItem(name, own, ground, collection.Reason ?? "");
        }

        foreach (var kept in collection.Kept)
        {
            yield return new WithheldItem(name, kept.Count, kept.Ground, kept.Reason);
        }
    }
}
