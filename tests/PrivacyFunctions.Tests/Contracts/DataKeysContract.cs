using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Tests.Contracts;

/// <summary>What every keeper of data keys must do.</summary>
public abstract class DataKeysContract
{
    protected RequestId Request { get; } = RequestId.New();

    protected abstract IDataKeys Keys { get; }

    /// <summary>A new request, and with it its keys.</summary>
    protected abstract Task FileAsync(RequestId request);

    [Fact]
    public async Task A_request_has_two_different_keys_that_stay_the_same()
    {
        await FileAsync(Request);
        var payload = await BytesAsync(KeyPurpose.Payload);
        var party = await BytesAsync(KeyPurpose.Party);
        Assert.NotEqual(payload, party);
        Assert.Equal(payload, await BytesAsync(KeyPurpose.Payload));
        Assert.Equal(party, await BytesAsync(KeyPurpose.Party));
    }

    [Fact]
    public async Task Requests_share_no_key()
    {
        var other = RequestId.New();
        await FileAsync(Request);
        await FileAsync(other);
        using var others = await Keys.FindAsync(other, KeyPurpose.Payload, default);
        Assert.NotEqual(await BytesAsync(KeyPurpose.Payload), others!.Bytes.ToArray());
    }

    [Fact]
    public async Task A_request_that_was_never_filed_has_no_keys()
    {
        Assert.Null(await Keys.FindAsync(Request, KeyPurpose.Payload, default));
        await Keys.DestroyAsync(Request, KeyPurpose.Payload, default);
    }

    [Fact]
    public async Task A_destroyed_key_is_gone_for_good_and_the_other_one_stays()
    {
        await FileAsync(Request);
        await Keys.DestroyAsync(Request, KeyPurpose.Payload, default);
        await Keys.DestroyAsync(Request, KeyPurpose.Payload, default);
        Assert.Null(await Keys.FindAsync(Request, KeyPurpose.Payload, default));
        Assert.NotEmpty(await BytesAsync(KeyPurpose.Party));
    }

    private async Task<byte[]> BytesAsync(KeyPurpose purpose)
    {
        using var key = await Keys.FindAsync(Request, purpose, default);
        Assert.NotNull(key);
        return key.Bytes.ToArray();
    }
}
