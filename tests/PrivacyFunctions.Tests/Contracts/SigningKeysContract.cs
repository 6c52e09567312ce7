using System.Text;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Tests.Contracts;

/// <summary>What every keeper of signing keys must do.</summary>
public abstract class SigningKeysContract
{
    private static readonly byte[] Content = Encoding.UTF8.GetBytes("the bytes of a manifest");

    protected abstract ISigningKeys Keys { get; }

    [Fact]
    public async Task A_signature_is_verified_by_the_key_it_names()
    {
        var signature = await Keys.SignAsync(Content, default);
        var key = Assert.Single(await Keys.ListAsync(default));
        Assert.Equal(key.KeyId, signature.KeyId);
        Assert.Equal(64, signature.Value.Length);
        Assert.True(key.Verify(Content, signature.Value.Span));
        Assert.Null(key.RetiredAt);
    }

    [Fact]
    public async Task Other_bytes_or_another_signature_are_not_verified()
    {
        var signature = (await Keys.SignAsync(Content, default)).Value.ToArray();
        var key = (await Keys.ListAsync(default))[0];
        Assert.False(key.Verify([.. Content, 0], signature));
        Assert.False(key.Verify(Content, signature.AsSpan(1)));
        signature[10] ^= 1;
        Assert.False(key.Verify(Content, signature));
    }

    [Fact]
    public async Task A_retired_key_stays_listed_and_still_verifies_what_it_signed()
    {
        var before = await Keys.SignAsync(Content, default);
        var current = await Keys.RotateAsync(default);
        var after = await Keys.SignAsync(Content, default);
        var keys = await Keys.ListAsync(default);
        Assert.Equal([current.KeyId, before.KeyId], keys.Select(key => key.KeyId));
        Assert.Equal(current.KeyId, after.KeyId);
        Assert.NotNull(keys[1].RetiredAt);
        Assert.True(keys[1].Verify(Content, before.Value.Span));
        Assert.False(keys[0].Verify(Content, before.Value.Span));
    }

    [Fact]
    public async Task Signing_at_the_same_time_for_the_first_time_makes_one_key()
    {
        var signatures = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Keys.SignAsync(Content, default)));
        Assert.Single(signatures.Select(signature => signature.KeyId).Distinct());
        Assert.Single(await Keys.ListAsync(default));
    }
}
