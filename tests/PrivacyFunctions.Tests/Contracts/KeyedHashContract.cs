using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Tests.Contracts;

/// <summary>What every keyed hash must do.</summary>
public abstract class KeyedHashContract
{
    protected abstract IKeyedHash Hash { get; }

    [Fact]
    public void The_same_content_has_the_same_hash() =>
        Assert.Equal(Hash.Compute(KeyedHashPurpose.Code, "12345678"u8), Hash.Compute(KeyedHashPurpose.Code, "12345678"u8));

    [Fact]
    public void A_hash_for_one_purpose_is_worthless_for_another()
    {
        var hashes = Enum.GetValues<KeyedHashPurpose>().Select(purpose => Convert.ToHexString(Hash.Compute(purpose, "12345678"u8)));
        Assert.Distinct(hashes);
    }

    [Fact]
    public void Where_one_part_ends_and_the_next_begins_matters() =>
        Assert.NotEqual(Hash.Compute(KeyedHashPurpose.Code, "ab", "c"), Hash.Compute(KeyedHashPurpose.Code, "a", "bc"));
}
