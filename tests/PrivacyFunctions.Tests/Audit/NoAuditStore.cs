using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Tests.Audit;

/// <summary>An audit store that has nothing.</summary>
internal abstract class NoAuditStore : IAuditStore
{
    public virtual Task<IReadOnlyList<StoredAuditEntry>> ReadAsync(long first, int most, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<StoredAuditEntry>>([]);

    public virtual Task<IReadOnlyList<StoredAuditEntry>> FindAsync(RequestId request, long first, long end, int most, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<StoredAuditEntry>>([]);

    public virtual Task<IReadOnlyList<AuditTile>> ReadTilesAsync(IReadOnlyCollection<AuditTileId> tiles, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<AuditTile>>([]);

    public virtual Task<string?> ReadCheckpointAsync(CancellationToken cancellation) => Task.FromResult<string?>(null);

    public virtual Task PutAsync(IReadOnlyList<AuditTile> tiles, string checkpoint, CancellationToken cancellation) => Task.CompletedTask;
}
