using PrivacyFunctions.Law;

namespace PrivacyFunctions.Tests.Law;

public sealed class LawSelectorTests
{
    [Theory]
    [InlineData("DE", LawId.Gdpr)]
    [InlineData("de", LawId.Gdpr)]
    [InlineData(" fr ", LawId.Gdpr)]
    [InlineData("DE-BY", LawId.Gdpr)]
    [InlineData("IS", LawId.Gdpr)]
    [InlineData("LI", LawId.Gdpr)]
    [InlineData("NO", LawId.Gdpr)]
    [InlineData("HR", LawId.Gdpr)]
    [InlineData("GB", LawId.UkGdpr)]
    [InlineData("GB-SCT", LawId.UkGdpr)]
    [InlineData("US-CA", LawId.Ccpa)]
    [InlineData("us-ca", LawId.Ccpa)]
    [InlineData("US", LawId.Unknown)]
    [InlineData("US-NY", LawId.Unknown)]
    [InlineData("CA", LawId.Unknown)]
    [InlineData("CH", LawId.Unknown)]
    [InlineData("ZZ", LawId.Unknown)] // Nobody's.
    [InlineData("US-XX", LawId.Unknown)]
    [InlineData("Germany", LawId.Unknown)]
    [InlineData("DE-", LawId.Unknown)]
    [InlineData("DE\n", LawId.Gdpr)]
    [InlineData("", LawId.Unknown)]
    [InlineData(null, LawId.Unknown)]
    public void Residence_picks_the_law(string? residence, LawId law) => Assert.Equal(law, LawSelector.For(residence).Law);

    [Fact]
    public void Every_state_of_the_EU_and_the_EEA_is_under_the_GDPR()
    {
        string[] states =
        [
            "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV", "MT", "NL",
            "PL", "PT", "RO", "SE", "SI", "SK", "IS", "LI", "NO",
        ];

        Assert.All(states, state => Assert.Equal(LawId.Gdpr, LawSelector.For(state).Law));
    }

    [Fact]
    public void The_reason_never_repeats_what_is_not_a_code() =>
        Assert.DoesNotContain("Elm Street", LawSelector.For("12 Elm Street").Reason, StringComparison.Ordinal);

    [Fact]
    public void No_residence_is_under_two_laws() =>
        Assert.Equal(
            StatuteBook.All.Sum(statute => statute.Residences.Count),
            StatuteBook.All.SelectMany(statute => statute.Residences).Distinct(StringComparer.OrdinalIgnoreCase).Count());
}
