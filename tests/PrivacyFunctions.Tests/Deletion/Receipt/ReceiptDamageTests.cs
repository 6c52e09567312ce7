using CsCheck;
using PrivacyFunctions.Deletion;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Tests.RightsRequests;
using PrivacyFunctions.Tests.Staging;

namespace PrivacyFunctions.Tests.Deletion.Receipt;

/// <summary>A receipt of which anything at all was changed is refused.</summary>
public sealed class ReceiptDamageTests : IAsyncLifetime
{
    private readonly InMemorySigningKeys _signing = new();
    private byte[] _receipt = [];
    private IReadOnlyList<PublicSigningKey> _keys = [];

    [Fact]
    public void A_receipt_as_it_was_made_is_valid() => Assert.IsType<ReceiptVerdict.Valid>(ReceiptVerifier.Verify(_receipt, _keys));

    [Fact]
    public void Any_flipped_bit_is_refused() => Gen.Int[0, (_receipt.Length * 8) - 1].Sample(
        bit =>
        {
            var changed = (byte[])_receipt.Clone();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.IsType<ReceiptVerdict.Invalid>(ReceiptVerifier.Verify(changed, _keys));
        },
        iter: Trials.Count(2_000));

    [Fact]
    public void Any_cut_is_refused() => Gen.Select(Gen.Int[0, _receipt.Length], Gen.Int[0, _receipt.Length]).Sample(
        (one, other) =>
        {
            var (from, to) = (Math.Min(one, other), Math.Max(one, other));
            if (to - from < _receipt.Length) Assert.IsType<ReceiptVerdict.Invalid>(ReceiptVerifier.Verify(_receipt.AsSpan(from, to - from), _keys));
        },
        iter: Trials.Count(1_000));

    public async Task InitializeAsync()
    {
        (_receipt, _) = await ReceiptSigning.SignAsync(_signing, Document, default);
        _keys = await _signing.ListAsync(default);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private static ReceiptDocument Document(string keyId) => new()
    {
        RequestId = Some.Request().Id.Value,
        Right = Right.Deletion,
        Version = 1,
        CreatedAt = Some.Moment,
        KeyId = keyId,
        PlanHash = new string('a', 64),
        Law = "gdpr",
        PolicyVersion = "1",
        Complete = true,
        Gaps = [],
        Collections =
        [
            new ReceiptCollection { Dataset = "portal", Collection = "session", Action = ReceiptAction.Deleted, Found = 12, Planned = 12, Before = 12, Affected = 12, Deleted = 12, After = 0, FoundAgainByKey = 0, FoundAgainBySearch = 0 },
            new ReceiptCollection { Dataset = "billing", Collection = "invoice", Action = ReceiptAction.Retained, Found = 3, Ground = "legal-obligation", Reason = "Tax records, 7 years" },
        ],
        Ledger = new ReceiptLedger(13),
        Backups = "Backups end after 35 days.",
    };
}
