using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Deletion;

/// <summary>Receipts at rest. They hold nothing personal, so they outlive the request's keys; a name holds the digest, so nothing is ever replaced.</summary>
public sealed class ReceiptStore(IBlobStore blobs)
{
    /// <summary>Keeps a receipt.</summary>
    public async Task WriteAsync(RequestId id, ReceiptVersion receipt, ReadOnlyMemory<byte> file, CancellationToken cancellation)
    {
        await using var blob = await blobs.CreateAsync(NameOf(id, receipt), cancellation);
        await blob.WriteAsync(file, cancellation);
        await blob.CommitAsync(cancellation);
    }

    /// <summary>Opens a receipt; null when there is none.</summary>
    public Task<Stream?> OpenAsync(RequestId id, ReceiptVersion receipt, CancellationToken cancellation) => blobs.OpenAsync(NameOf(id, receipt), cancellation);

    private static BlobName NameOf(RequestId id, ReceiptVersion receipt)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        return BlobName.Of("receipts", id.Value, $"receipt-{receipt.Version}-{receipt.Sha256}.json");
    }
}
