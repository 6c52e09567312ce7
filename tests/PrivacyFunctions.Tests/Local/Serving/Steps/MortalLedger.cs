using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Tests.Local.Storage;

namespace PrivacyFunctions.Tests.Local.Serving.Steps;

/// <summary>The erasure ledger of a process that can die before an entry and after it.</summary>
internal sealed class MortalLedger(IErasureLedger ledger, FailingPoints faults) : IErasureLedger
{
    public async Task<LedgerCount> AppendAsync(LedgerEntry entry, CancellationToken cancellation)
    {
        faults.At(StoragePoint.Write);
        var count = await ledger.AppendAsync(entry, cancellation);
        faults.At(StoragePoint.Committed);
        return count;
    }

    public Task<ILedgerIndex> OpenAsync(CancellationToken cancellation) => ledger.OpenAsync(cancellation);

    public Task<int> ForgetAsync(DateTimeOffset before, CancellationToken cancellation) => ledger.ForgetAsync(before, cancellation);
}
