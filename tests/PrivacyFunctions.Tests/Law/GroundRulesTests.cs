using PrivacyFunctions.DataMap;
using PrivacyFunctions.Law;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Tests.Law;

public sealed class GroundRulesTests
{
    [Fact]
    public void The_list_of_grounds_is_the_one_that_data_maps_are_read_with() =>
        Assert.Equal(Grounds.All, WireName.All<Ground>());

    [Fact]
    public void Every_law_says_for_every_right_which_grounds_serve_it() =>
        Assert.All(StatuteBook.All, statute => Assert.Equal(Enum.GetValues<Right>().ToHashSet(), statute.Grounds.Keys.ToHashSet()));

    [Theory]
    [InlineData(Ground.LegalObligation, Right.Deletion, LawId.Gdpr, true)]
    [InlineData(Ground.Contract, Right.Deletion, LawId.Ccpa, true)]
    [InlineData(Ground.Contract, Right.Deletion, LawId.Gdpr, false)]
    [InlineData(Ground.PublicHealth, Right.Deletion, LawId.Gdpr, true)]
    [InlineData(Ground.PublicHealth, Right.Access, LawId.Gdpr, false)]
    [InlineData(Ground.RightsOfOthers, Right.Access, LawId.UkGdpr, true)]
    [InlineData(Ground.Unverified, Right.Objection, LawId.Ccpa, false)] // 11 CCR 7060(b): no identity check
    [InlineData(Ground.Security, Right.Access, LawId.Unknown, true)]
    public void A_ground_serves_a_right_only_where_the_law_says_so(Ground ground, Right right, LawId law, bool serves) =>
        Assert.Equal(serves, GroundRules.Serves(ground, right, law));

    [Fact]
    public void Under_an_unknown_law_only_what_every_law_allows_is_a_ground()
    {
        foreach (var right in Enum.GetValues<Right>())
        {
            var everywhere = StatuteBook.All.Select(statute => GroundRules.For(right, statute.Law)).Aggregate((a, b) => [.. a.Intersect(b)]);
            Assert.Equal(everywhere, GroundRules.For(right, LawId.Unknown));
        }
    }

    [Fact]
    public void What_the_pipeline_itself_withholds_is_a_ground_for_access_and_deletion_under_every_law()
    {
        Assert.All(StatuteBook.All, statute =>
        {
            Assert.True(GroundRules.Serves(Ground.Security, Right.Access, statute.Law));
            Assert.True(GroundRules.Serves(Ground.Processor, Right.Access, statute.Law));
            Assert.True(GroundRules.Serves(Ground.Shared, Right.Deletion, statute.Law));
            Assert.True(GroundRules.Serves(Ground.Processor, Right.Deletion, statute.Law));
            Assert.True(GroundRules.Serves(Ground.ReferencedByRetained, Right.Deletion, statute.Law));
        });
    }
}
