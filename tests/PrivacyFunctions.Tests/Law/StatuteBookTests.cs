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
        });
}
