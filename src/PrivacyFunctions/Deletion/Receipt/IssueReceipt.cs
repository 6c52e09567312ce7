using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Faults;
using PrivacyFunctions.Systems;

namespace PrivacyFunctions.Deletion;

/// <summary>Makes and signs the receipt of what was done. It is not offered before the request is closed.</summary>
public sealed class IssueReceipt(
    IRequestStore requests,
    PlanDocuments plans,
    StagedSteps staged,
    ErasureDocuments records,
    ReceiptStore receipts,
    ISigningKeys signing,
    TimeProvider time,
    ActivityBoundary boundary)
{
    /// <summary>The activity's name.</summary>
    public const string Name = nameof(IssueReceipt);

    /// <summary>A repeated run makes another file under another name; only the one that is reported back is ever offered.</summary>
    [Function(Name)]
    public Task<IssuedReceipt> RunAsync([ActivityTrigger] RequestWork work, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(work);
        var id = RequestId.Parse(work.RequestId);
        return boundary.RunAsync(Name, id, async () =>
        {
            var sources = await GatherAsync(id, work.Round, cancellation);
            var (file, document) = await ReceiptSigning.SignAsync(signing, keyId => ReceiptComposer.Compose(sources with { KeyId = keyId }), cancellation);
            var receipt = new ReceiptVersion(document.Version, file.Length, Convert.ToHexStringLower(SHA256.HashData(file)), document.Complete, document.CreatedAt);
            await receipts.WriteAsync(id, receipt, file, cancellation);
            var found = document.Collections.Any(collection => collection.Found > 0 || collection.Affected > 0);
            var erased = document.Collections.Sum(collection => collection.Affected);
            return new IssuedReceipt(receipt, found, document.Gaps, ReceiptComposer.Withheld(document), Unused(sources), erased);
        });
    }

    private async Task<ReceiptSources> GatherAsync(RequestId id, int round, CancellationToken cancellation)
    {
        var plan = await plans.ReadAsync(id, round, cancellation);
        return new ReceiptSources
        {
            Request = await requests.ReadOpenAsync(id, round, cancellation),
            Plan = plan,
            Staged = await staged.ReadAllAsync(id, plan, cancellation),
            Erased = await records.ReadAllAsync(id, plan, cancellation),
            Progress = await requests.ReadProgressAsync(id, cancellation),
            Begun = await requests.ReadDocumentAsync(id, BegunErasure.DocumentName, cancellation) is { } begun
                ? JsonSerializer.Deserialize(begun, DeletionJson.Default.BegunErasure)
                : null,
            KeyId = "",
            Now = time.GetUtcNow(),
        };
    }

    private static IReadOnlyList<string> Unused(ReceiptSources sources)
    {
        var confirmed = sources.Staged.Values.SelectMany(step => step.Facts.ConfirmedIdentities).ToHashSet(StringComparer.Ordinal);
        return [.. sources.Plan.Unused.Select(unused => unused.Identity).Concat(sources.Plan.Vouched.Where(identity => !confirmed.Contains(identity))).Order(StringComparer.Ordinal)];
    }
}
