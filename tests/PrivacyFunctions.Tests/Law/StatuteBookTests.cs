using PrivacyFunctions.Law;

namespace PrivacyFunctions.Tests.Law;

public sealed class StatuteBookTests
{
    [Fact]
    public void Every_law_but_the_unknown_one_has_its_file() =>
        Assert.Equal(Enum.GetValues<LawId>().Except([LawId.Unknown]), StatuteBook.All.Select(statute => statute.Law));

    [Fact]
    public void Every_period_is_positive_and_extensions_only_add() =>
        Assert.All(StatuteBook.All, statute =>
        {
            Assert.True(statute.Confirmation.Count > 0 && statute.Answer.Count > 0);
            Assert.Equal(statute.Answer.Unit, statute.Extended.Unit);
            Assert.True(statute.Extended.Count > statute.Answer.Count);
        });

    [Fact]
    public void Every_law_has_a_version_and_names_what_the_person_can_do() =>
        Assert.All(StatuteBook.All, statute =>
        {
            Assert.Matches(@"\A\d{4}-\d{2}(\.\d+)?\z", statute.Version);
            Assert.NotEmpty(statute.Remedies);
            Assert.NotEmpty(statute.FurtherRights);
        });

    [Fact]
    public void What_a_law_says_names_no_other_law()
    {
        foreach (var statute in StatuteBook.All)
        {
            var said = string.Join(' ', statute.FurtherRights.Concat(statute.Remedies).Concat(statute.Proof.Values.Select(rule => rule.Source)));
            foreach (var name in StatuteBook.All.Select(other => other.Name).Where(other => !statute.Name.EndsWith(other, StringComparison.Ordinal)))
                Assert.DoesNotContain(name, said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_unknown_law_has_the_versions_of_all_that_may_apply()
    {
        Assert.Equal("2026-01", StatuteBook.VersionOf(LawId.Ccpa));
        Assert.All(StatuteBook.All, statute => Assert.Contains(statute.Version, StatuteBook.VersionOf(LawId.Unknown), StringComparison.Ordinal));
    }
}
