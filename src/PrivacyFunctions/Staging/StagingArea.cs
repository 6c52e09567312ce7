using System.Text.Json;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Faults;

namespace PrivacyFunctions.Staging;

/// <summary>
/// Where collected data rests between the systems and the bundle: sealed blobs under the request's payload key, one set per
/// collection.
/// </summary>
public sealed class StagingArea(IBlobStore blobs, IDataKeys keys)
{
    /// <summary>Begins a collection. What an earlier attempt committed stays until this one commits.</summary>
    /// <param name="request">Whose data it is; its keys must exist.</param>
    /// <param name="name">The collection.</param>
    /// <param name="fields">Published names of the fields that rows may hold, in the order of the CSV.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <exception cref="ActivityFault">The payload key is destroyed.</exception>
    public async Task<StagedCollectionWriter> CreateAsync(
        RequestId request, StagedName name, IReadOnlyList<string> fields, CancellationToken cancellation) =>
        new(new StagedBlobs(blobs, await KeyAsync(request, cancellation), request, name), fields);

    /// <summary>Opens a collection; null when none was committed.</summary>
    /// <exception cref="ActivityFault">The payload key is destroyed.</exception>
    public async Task<StagedCollectionReader?> OpenAsync(RequestId request, StagedName name, CancellationToken cancellation)
    {
        var staged = new StagedBlobs(blobs, await KeyAsync(request, cancellation), request, name);
        try
        {
            await using var stream = await staged.OpenAsync(staged.Manifest, cancellation);
            if (stream is not null)
            {
                var manifest = await JsonSerializer.DeserializeAsync(stream, StagingJson.Default.StagedManifest, cancellation);
                return new StagedCollectionReader(staged, manifest!);
            }
        }
        catch
        {
            staged.Dispose();
            throw;
        }

        staged.Dispose();
        return null;
    }

    /// <summary>Removes everything staged for a request, unfinished attempts included.</summary>
    public async Task DeleteAsync(RequestId request, CancellationToken cancellation)
    {
        await foreach (var blob in blobs.ListAsync(BlobName.Of("staging", request.Value), cancellation))
        {
            await blobs.DeleteAsync(blob, cancellation);
        }
    }

    /// <summary>Where keys of a step wait, in order, while they are compared; what a crash leaves goes with the request's staging.</summary>
    internal async Task<(StagedBlobs Blobs, BlobName Name)> OpenIndexAsync(StepWork work, CancellationToken cancellation)
    {
        var scratch = new StagedBlobs(blobs, await KeyAsync(work.Id, cancellation), work.Id, new StagedName(work.Step.Dataset, work.Step.Collection));
        return (scratch, scratch.Scratch());
    }

    private async Task<DataKey> KeyAsync(RequestId request, CancellationToken cancellation) =>
        await keys.FindAsync(request, KeyPurpose.Payload, cancellation) ?? throw new ActivityFault(FaultCode.KeyDestroyed);
}
