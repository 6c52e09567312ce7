using CsCheck;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Tests.Sealing;

public sealed class BlobNameTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("staging/abc/rows")]
    [InlineData("bundles/a-b_c.1/2")]
    public void A_name_of_the_alphabet_is_one(string text)
    {
        Assert.True(BlobName.TryParse(text, out var name));
        Assert.Equal(text, name.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a//b")]
    [InlineData("..")]
    [InlineData("a/../b")]
    [InlineData(".hidden")]
    [InlineData("A")]
    [InlineData("a b")]
    [InlineData("a\\b")]
    [InlineData("C:")]
    [InlineData("ä")]
    public void Anything_else_is_none(string? text) => Assert.False(BlobName.TryParse(text, out _));

    [Fact]
    public void A_name_never_leads_out_of_its_folder() => Gen.String[Gen.Char["a./\\:\0-"], 0, 12].Sample(
        text => !BlobName.TryParse(text, out _) || Path.GetFullPath(text, "/blobs").StartsWith("/blobs/", StringComparison.Ordinal),
        iter: 20_000);
}
