using PrivacyFunctions.Law;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Tests.Law;

public sealed class ApprovalRulesTests
{
    [Theory]
    [InlineData(LawId.Ccpa, Right.Access, false, 3)] // 11 CCR 7062(c): specific pieces
    [InlineData(LawId.Ccpa, Right.Portability, false, 3)]
    [InlineData(LawId.Ccpa, Right.Deletion, false, 2)] // 7062(d): reasonable, or reasonably high
    [InlineData(LawId.Ccpa, Right.Deletion, true, 3)]
    [InlineData(LawId.Ccpa, Right.Correction, false, 2)]
    [InlineData(LawId.Ccpa, Right.Objection, true, 0)] // 7060(b): no identity check to opt out
    [InlineData(LawId.Ccpa, Right.Restriction, true, 0)] // or to limit
    [InlineData(LawId.Gdpr, Right.Access, false, 1)]
    [InlineData(LawId.Gdpr, Right.Access, true, 2)]
    [InlineData(LawId.Gdpr, Right.Objection, true, 1)]
    [InlineData(LawId.UkGdpr, Right.Deletion, true, 2)]
    [InlineData(LawId.Unknown, Right.Deletion, false, 2)]
    [InlineData(LawId.Unknown, Right.Objection, false, 1)]
    public void Each_law_wants_so_many_data_points(LawId law, Right right, bool sensitive, int points) =>
        Assert.Equal(points, ApprovalRules.Points(law, right, sensitive));

    [Theory]
    [InlineData(LawId.Ccpa, Right.Access, true)]
    [InlineData(LawId.Ccpa, Right.Deletion, false)]
    [InlineData(LawId.Gdpr, Right.Access, false)]
    [InlineData(LawId.Unknown, Right.Access, true)]
    public void Only_the_CCPA_wants_a_declaration_and_only_for_specific_pieces(LawId law, Right right, bool wanted) =>
        Assert.Equal(wanted, ApprovalRules.NeedsDeclaration(law, right));

    [Fact]
    public void Every_law_says_for_every_right_how_a_requester_is_proved() =>
        Assert.All(StatuteBook.All, statute => Assert.Equal(Enum.GetValues<Right>().ToHashSet(), statute.Proof.Keys.ToHashSet()));

    [Theory]
    [InlineData(1, StepUp.Never, false, 1, 1)]
    [InlineData(2, StepUp.Never, false, 2, 2)]
    [InlineData(1, StepUp.Never, true, 2, 2)] // sensitive data takes two
    [InlineData(1, StepUp.Sensitive, false, 1, 1)]
    [InlineData(1, StepUp.Sensitive, true, 2, 1)] // or further proof
    [InlineData(1, StepUp.Always, false, 2, 1)]
    [InlineData(2, StepUp.Always, true, 2, 2)]
    public void Two_people_or_further_proof(int people, StepUp stepUp, bool sensitive, int withTheCodeAlone, int withThreePoints)
    {
        var demand = ApprovalRules.Demand(LawId.Ccpa, Right.Deletion, sensitive, new ApprovalPolicy(people, 2, stepUp));
        Assert.Equal(withTheCodeAlone, demand.PeopleFor(provedPoints: 1, declared: false));
        Assert.Equal(withThreePoints, demand.PeopleFor(provedPoints: 3, declared: false));
    }

    [Theory]
    [InlineData(LawId.Ccpa, Right.Access, 3, false, 2)] // 11 CCR 7062(c): three points and the declaration
    [InlineData(LawId.Ccpa, Right.Access, 2, true, 2)]
    [InlineData(LawId.Ccpa, Right.Access, 3, true, 1)]
    [InlineData(LawId.Ccpa, Right.Portability, 3, false, 2)]
    [InlineData(LawId.Unknown, Right.Access, 3, false, 2)]
    [InlineData(LawId.Ccpa, Right.Deletion, 2, false, 1)] // 7062(d) asks for none
    [InlineData(LawId.Gdpr, Right.Access, 1, false, 1)]
    public void Points_do_not_stand_in_for_a_declaration_nor_that_for_points(LawId law, Right right, int points, bool declared, int people) =>
        Assert.Equal(people, ApprovalRules.Demand(law, right, sensitive: false, new ApprovalPolicy(1, 2, StepUp.Always)).PeopleFor(points, declared));
}
