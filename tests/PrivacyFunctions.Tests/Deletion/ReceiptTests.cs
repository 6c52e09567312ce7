using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PrivacyFunctions.Deletion;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Tests.Staging;

namespace PrivacyFunctions.Tests.Deletion;

public sealed class ReceiptTests
{
    /// <summary>Bit flips and cuts: 10,000 in a longer run.</summary>
    private static readonly int Trials = int.Parse(Environment.GetEnvironmentVariable("PRIVACY_RECEIPT_TRIALS") ?? "1000", CultureInfo.InvariantCulture);

    private readonly InMemorySigningKeys _keys = new();

    [Fact]
    public async Task A_receipt_verifies_and_says_the_same_as_was_signed()
    {
        var (file, document) = await SignedAsync();

        var trusted = await _keys.ListAsync(default);
        var verdict = Assert.IsType<ReceiptVerdict.Valid>(ReceiptVerifier.Verify(file, trusted));

        Assert.Equal(document.KeyId, verdict.Key.KeyId);
        Assert.Equal(3, verdict.Receipt.Collections.Single().Affected);
    }

    [Fact]
    public async Task The_signature_is_the_last_member_over_the_bytes_without_it()
    {
        var (file, _) = await SignedAsync();
        var text = Encoding.UTF8.GetString(file);
        var at = text.LastIndexOf(",\"signature\":\"", StringComparison.Ordinal);
        var json = JsonSerializer.Deserialize<JsonElement>(file);

        Assert.Equal("signature", json.EnumerateObject().Last().Name);
        var key = (await _keys.ListAsync(default))[0];
        Assert.True(key.Verify(Encoding.UTF8.GetBytes(text[..at] + "}"), json.GetProperty("signature").GetBytesFromBase64()));
    }

    [Fact]
    public async Task Every_flipped_bit_is_noticed()
    {
        var (file, _) = await SignedAsync();
        var trusted = await _keys.ListAsync(default);
        for (var i = 0; i < Trials; i++)
        {
            var (at, bit) = (Random.Shared.Next(file.Length), Random.Shared.Next(8));
            file[at] ^= (byte)(1 << bit);
            Assert.True(ReceiptVerifier.Verify(file, trusted) is ReceiptVerdict.Invalid, $"Bit {bit} of byte {at} was flipped unnoticed.");
            file[at] ^= (byte)(1 << bit);
        }
    }

    [Fact]
    public async Task Every_cut_and_every_addition_is_noticed()
    {
        var (file, _) = await SignedAsync();
        var trusted = await _keys.ListAsync(default);
        for (var length = 0; length < file.Length; length++) Assert.IsType<ReceiptVerdict.Invalid>(ReceiptVerifier.Verify(file.AsSpan(0, length), trusted));
        Assert.IsType<ReceiptVerdict.Invalid>(ReceiptVerifier.Verify([.. file, (byte)'\n'], trusted));
    }

    [Fact]
    public async Task A_receipt_of_another_organisation_is_not_trusted()
    {
        var (file, _) = await SignedAsync();

        var others = await new InMemorySigningKeys().ListAsync(default);
        var verdict = Assert.IsType<ReceiptVerdict.Invalid>(ReceiptVerifier.Verify(file, others));

        Assert.Equal(ReceiptVerdict.UnknownKey, verdict.Code);
    }

    private Task<(byte[] File, ReceiptDocument Document)> SignedAsync() => ReceiptSigning.SignAsync(_keys, keyId => new ReceiptDocument
    {
        RequestId = RequestId.New().Value,
        Right = Right.Deletion,
        Version = 1,
        CreatedAt = DateTimeOffset.UnixEpoch.AddYears(56),
        KeyId = keyId,
        PlanHash = Convert.ToHexStringLower(SHA256.HashData([1])),
        Law = "gdpr",
        PolicyVersion = "1",
        Complete = true,
        Gaps = [],
        Collections = [new ReceiptCollection { Dataset = "shop", Collection = "person", Action = ReceiptAction.Deleted, Found = 3, Planned = 3, Before = 3, Affected = 3, Deleted = 3, After = 0 }],
        Ledger = new ReceiptLedger(4),
        Backups = "They expire.",
    }, default);
}
