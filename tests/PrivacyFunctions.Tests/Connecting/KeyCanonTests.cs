using System.Globalization;
using CsCheck;
using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.Tests.Connecting;

public sealed class KeyCanonTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0.00", "0")]
    [InlineData("+7", "7")]
    [InlineData("007", "7")]
    [InlineData("1.50", "1.5")]
    [InlineData("-.5", "-0.5")]
    [InlineData("5.", "5")]
    [InlineData("100", "100")]
    [InlineData("1e+20", "100000000000000000000")]
    [InlineData("1.25E-3", "0.00125")]
    [InlineData("12.5e1", "125")]
    [InlineData("0e999999999", "0")]
    [InlineData("NaN", null)]
    [InlineData("Infinity", null)]
    [InlineData("1e2000", null)]
    [InlineData("1e-2000", null)]
    [InlineData("1e99999999999", null)]
    [InlineData("", null)]
    [InlineData(".", null)]
    [InlineData("-", null)]
    [InlineData("1 ", null)]
    [InlineData("1,5", null)]
    [InlineData("٣", null)]
    [InlineData("0x1", null)]
    public void Numbers_have_one_text(string text, string? canonical) => Assert.Equal(canonical, KeyCanon.Number(text));

    [Fact]
    public void Equal_decimals_have_equal_texts_and_different_ones_do_not() =>
        Gen.Select(Gen.Decimal, Gen.Int[0, 5]).Sample((number, zeros) =>
        {
            var plain = number.ToString(CultureInfo.InvariantCulture);
            var padded = plain.Contains('.') ? plain + new string('0', zeros) : plain;
            Assert.Equal(KeyCanon.Number(plain), KeyCanon.Number(padded));
            Assert.Equal(number, decimal.Parse(KeyCanon.Number(plain)!, CultureInfo.InvariantCulture));
        });

    [Fact]
    public void Doubles_survive_the_way_through_their_text() =>
        Gen.Double.Where(double.IsFinite).Sample(number =>
            Assert.Equal(number, double.Parse(KeyCanon.Number(number.ToString("R", CultureInfo.InvariantCulture))!, CultureInfo.InvariantCulture)));

    [Fact]
    public void No_character_outside_ascii_equals_one_inside_when_case_does_not_count()
    {
        for (var code = 0x80; code <= char.MaxValue; code++)
        {
            if (char.IsSurrogate((char)code)) continue;
            var folded = KeyCanon.Of(((char)code).ToString(), KeyComparison.IgnoringCase)!;
            Assert.False(char.IsAscii(folded[0]), $"U+{code:X4}");
        }
    }

    [Theory]
    [InlineData("Ann@Example.COM", KeyComparison.Email, "Ann@example.com")]
    [InlineData(" ann@bücher.example ", KeyComparison.Email, "ann@xn--bcher-kva.example")]
    [InlineData("Ann+X.y@example.com", KeyComparison.EmailIgnoringCase, "ANN+X.Y@example.com")]
    [InlineData("ann", KeyComparison.Email, null)]
    [InlineData("@example.com", KeyComparison.Email, null)]
    [InlineData("ann@", KeyComparison.Email, null)]
    [InlineData("a n@example.com", KeyComparison.Email, null)]
    [InlineData("ann@exa mple.com", KeyComparison.Email, null)]
    [InlineData("ann\0@example.com", KeyComparison.Email, null)]
    [InlineData("straße", KeyComparison.IgnoringCase, "STRAßE")]
    [InlineData(" Ann ", KeyComparison.Exact, " Ann ")]
    public void Each_comparison_has_its_own_form(string text, KeyComparison comparison, string? canonical) =>
        Assert.Equal(canonical, KeyCanon.Of(text, comparison));

    [Fact]
    public void Addresses_and_keys_do_not_show_themselves()
    {
        Assert.True(EmailAddress.TryParse("ann@example.com", out var address));
        Assert.DoesNotContain("ann", $"{address} {new KeyValue("ann")} {KeyTuple.Of("ann")}");
    }
}
