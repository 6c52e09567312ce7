using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Tests.Contracts;

/// <summary>What every keeper of data keys must do.</summary>
public abstract class DataKeysContract
{
    protected RequestId Request { get; } = RequestId.New();

    protected abstract IDataKeys Keys { get; }

    [Fact]
    public async Task A_request_has_two_different_keys_that_stay_the_same()
    {
        await Keys.CreateAsync(Request, default);
        var payload = await BytesAsync(KeyPurpose.Payload);
        var party = await BytesAsync(KeyPurpose.Party);
        Assert.NotEqual(payload, party);
        await Keys.CreateAsync(Request, default);
        Assert.Equal(payload, await BytesAsync(KeyPurpose.Payload));
        Assert.Equal(party, await BytesAsync(KeyPurpose.Party));
    }

    [Fact]
    public async Task Requests_share_no_key()
    {
        var other = RequestId.New();
        await Keys.CreateAsync(Request, default);
        await Keys.CreateAsync(other, default);
        using var others = await Keys.FindAsync(other, KeyPurpose.Payload, default);
        Assert.NotEqual(await BytesAsync(KeyPurpose.Payload), others!.Bytes.ToArray());
    }

    [Fact]
    public async Task A_key_that_was_never_created_is_not_found() =>
        Assert.Null(await Keys.FindAsync(Request, KeyPurpose.Payload, default));

    [Fact]
    public async Task A_destroyed_key_is_gone_for_good_and_the_other_one_stays()
    {
        await Keys.CreateAsync(Request, default);
        await Keys.DestroyAsync(Request, KeyPurpose.Payload, default);
        await Keys.DestroyAsync(Request, KeyPurpose.Payload, default);
        await Keys.CreateAsync(Request, default);
        Assert.Null(await Keys.FindAsync(Request, KeyPurpose.Payload, default));
        Assert.NotEmpty(await BytesAsync(KeyPurpose.Party));
    }

    [Fact]
    public async Task A_key_destroyed_before_it_was_created_is_never_created()
    {
        await Keys.DestroyAsync(Request, KeyPurpose.Party, default);
        await Keys.CreateAsync(Request, default);
        Assert.Null(await Keys.FindAsync(Request, KeyPurpose.Party, default));
    }

    [Fact]
    public async Task Creating_at_the_same_time_gives_one_key()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Keys.CreateAsync(Request, default)));
        Assert.Equal(await BytesAsync(KeyPurpose.Payload), await BytesAsync(KeyPurpose.Payload));
    }

    private async Task<byte[]> BytesAsync(KeyPurpose purpose)
    {
        using var key = await Keys.FindAsync(Request, purpose, default);
        Assert.NotNull(key);
        return key.Bytes.ToArray();
    }
}
