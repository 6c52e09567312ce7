using System.Text;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Deletion.Restoring;

namespace PrivacyFunctions.Tests.Deletion.Restoring;

public sealed class MaskLookTests
{
    public static TheoryData<MaskMethod, string, bool> Values => new()
    {
        { new MaskMethod.Null(), "Ann", false },
        { new MaskMethod.Text("MASKED"), "MASKED", true },
        { new MaskMethod.Text("MASKED"), "Ann", false },
        { new MaskMethod.Random(8), "aB3dE5gH", true },
        { new MaskMethod.Random(8), "Ann Lee!", false },
        { new MaskMethod.Random(8, "@x.example"), "aB3dE5gH@x.example", true },
        { new MaskMethod.Random(8, "@x.example"), "ann@x.example", false },
        { new MaskMethod.Hash(DigestKind.Sha256), new string('a', 64), true },
        { new MaskMethod.Hash(DigestKind.Sha256), new string('A', 64), false },
        { new MaskMethod.Hmac(DigestKind.Sha512), new string('0', 128), true },
        { new MaskMethod.Hmac(DigestKind.Sha512), "12345", false },
        { new MaskMethod.Encrypt(), Convert.ToBase64String(new byte[40]), true },
        { new MaskMethod.Encrypt(), "Ann", false },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_is_told_from_a_masks_work(MaskMethod method, string value, bool masked) =>
        Assert.Equal(masked, MaskLook.Fits(new ValueMask(["name"], method), value));

    [Fact]
    public void A_mask_cut_to_its_column_is_still_a_mask()
    {
        Assert.True(MaskLook.Fits(new ValueMask(["name"], new MaskMethod.Hash(DigestKind.Sha256), 10), "0123456789"));
        Assert.True(MaskLook.Fits(new ValueMask(["name"], new MaskMethod.Random(30), 10), "aB3dE5gH90"));
        Assert.False(MaskLook.Fits(new ValueMask(["name"], new MaskMethod.Hash(DigestKind.Sha256), 10), "Ann Meyer!"));
    }

    [Theory]
    [InlineData("""{"contact":{"phone":null}}""", true)]
    [InlineData("""{"contact":{}}""", true)]
    [InlineData("""{"other":"x"}""", true)]
    [InlineData("""{"contact":[{"phone":null},{"phone":[]}]}""", true)]
    [InlineData("""{"contact":{"phone":"+49 30 1234"}}""", false)]
    [InlineData("""{"contact":{"phone":{"home":"1"}}}""", false)]
    [InlineData("""{"contact":[{"phone":null},{"phone":"+49 30 1234"}]}""", false)]
    [InlineData("""{"contact":{"phone":4930}}""", false)]
    public void Inside_a_document_every_value_at_the_path_counts(string document, bool masked) =>
        Assert.Equal(masked, MaskLook.Fits(new ValueMask(["doc", "contact", "phone"], new MaskMethod.Null()), Encoding.UTF8.GetBytes(document)));
}
