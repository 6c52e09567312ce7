using Microsoft.Extensions.DependencyInjection;
using PrivacyFunctions.Law;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Faults;
using PrivacyFunctions.Tests.Http;
using PrivacyFunctions.Tests.RightsRequests;
using PrivacyFunctions.Triage;

namespace PrivacyFunctions.Tests.Triage;

/// <summary>Each activity may run twice, before and after whatever staff do in between.</summary>
public sealed class StaffReviewTests(ApiServer server) : IClassFixture<ApiServer>
{
    private static readonly SystemProgress Failed = new("crm", "collect", SystemState.Failed, 0, 3, "timeout", Some.Moment);

    private IRequestStore Store => server.Services.GetRequiredService<IRequestStore>();

    private StaffReview Review => new(
        Store, server.Services.GetRequiredService<ApprovalSettings>(), server.Time, server.Services.GetRequiredService<ActivityBoundary>());

    [Fact]
    public async Task A_question_is_asked_once_however_often_the_activity_runs()
    {
        var request = await WorkingAsync();
        var question = new StaffQuestion(request.Id.Value, 1, StaffQuestion.Approval, [], "the-plan") { Turn = 1 };
        var asked = await Review.AskAsync(question, default);
        Assert.Equal(new StaffAsked(true, 1, false), asked);
        Assert.Equal(asked, await Review.AskAsync(question, default));
        var waiting = (await Store.FindAsync(request.Id, default))!;
        Assert.Equal((RequestStatus.AwaitingReview, 1, "the-plan"), (waiting.Status, waiting.Question!.Number, waiting.Question.PlanHash));
        Assert.Single(waiting.Timeline, entry => entry.Name == "awaiting-review");
    }

    [Fact]
    public async Task What_staff_said_is_taken_once_and_a_repeated_run_gives_the_same()
    {
        var request = await WorkingAsync();
        await Review.AskAsync(new StaffQuestion(request.Id.Value, 1, StaffQuestion.FailedSystems, ["crm"]) { Turn = 1 }, default);
        var turn = new StaffTurn(request.Id.Value, 1, 1);
        Assert.Equal(new StaffSaid(Waits: true, Works: false), await Review.ResumeAsync(turn, default));

        var said = new SystemsDecided([], ["crm"]);
        await ChangeAsync(request, current => current with { Question = current.Question! with { Said = new StaffWord(Some.Moment) { Systems = said } } });
        var first = await Review.ResumeAsync(turn, default);
        var again = await Review.ResumeAsync(turn, default);
        Assert.True(first.Works && again.Works);
        Assert.Equal(["crm"], first.Systems!.Skip);
        Assert.Equal(["crm"], again.Systems!.Skip);
        Assert.Equal(SystemState.Skipped, Assert.Single(await Store.ReadProgressAsync(request.Id, default)).State);
        Assert.Equal(2, (await Store.FindAsync(request.Id, default))!.Timeline.Count(entry => entry.Name == "in-progress"));
    }

    [Fact]
    public async Task A_decision_that_came_before_the_question_answers_it()
    {
        var request = await WorkingAsync();
        await ChangeAsync(request, current => current with { Verdicts = [new SystemVerdict("crm", Retry: true), new SystemVerdict("other", Retry: false)] });
        Assert.Equal(new StaffAsked(true, 1, true), await Review.AskAsync(new StaffQuestion(request.Id.Value, 1, StaffQuestion.FailedSystems, ["crm"]) { Turn = 1 }, default));
        var said = await Review.ResumeAsync(new StaffTurn(request.Id.Value, 1, 1), default);
        Assert.Equal(["crm"], said.Systems!.Retry);
        Assert.Equal("other", Assert.Single((await Store.FindAsync(request.Id, default))!.Verdicts).Dataset);
    }

    [Fact]
    public async Task When_it_is_late_the_work_goes_on_without_an_answer()
    {
        var request = await WorkingAsync();
        await Review.AskAsync(new StaffQuestion(request.Id.Value, 1, StaffQuestion.FailedSystems, ["crm"]) { Turn = 1 }, default);
        Assert.Equal(new StaffSaid(Waits: false, Works: true), await Review.ResumeAsync(new StaffTurn(request.Id.Value, 1, 1, Late: true), default));
    }

    [Fact]
    public async Task A_request_that_is_closed_or_in_another_round_is_not_asked_about_and_does_not_go_on()
    {
        var request = await WorkingAsync();
        Assert.False((await Review.AskAsync(new StaffQuestion(request.Id.Value, 2, StaffQuestion.Approval, []) { Turn = 1 }, default)).Waits);
        await Review.AskAsync(new StaffQuestion(request.Id.Value, 1, StaffQuestion.Approval, []) { Turn = 1 }, default);
        await ChangeAsync(request, current => current.Move(RequestStatus.Cancelled, Some.Moment, Outcome.Withdrawn));
        Assert.Equal(new StaffSaid(Waits: false, Works: false), await Review.ResumeAsync(new StaffTurn(request.Id.Value, 1, 1), default));
        Assert.False((await Review.AskAsync(new StaffQuestion(request.Id.Value, 1, StaffQuestion.Approval, []) { Turn = 1 }, default)).Waits);
    }

    [Fact]
    public async Task A_question_that_comes_late_is_not_asked_again()
    {
        var request = await WorkingAsync();
        var first = new StaffQuestion(request.Id.Value, 1, StaffQuestion.Approval, [], "the-plan") { Turn = 1 };
        var second = new StaffQuestion(request.Id.Value, 1, StaffQuestion.FailedSystems, ["crm"]) { Turn = 2 };
        foreach (var question in new[] { first, second })
        {
            var asked = await Review.AskAsync(question, default);
            await SayAsync(request);
            Assert.True((await Review.ResumeAsync(new StaffTurn(request.Id.Value, 1, asked.Question), default)).Works);
            foreach (var late in new[] { first, question }) Assert.False((await Review.AskAsync(late, default)).Waits);
        }

        var working = (await Store.FindAsync(request.Id, default))!;
        Assert.Equal((RequestStatus.InProgress, 2), (working.Status, working.Question!.Number));
        Assert.True((await Review.AskAsync(second with { Turn = 3 }, default)).Waits);
    }

    [Fact]
    public async Task A_question_of_an_earlier_round_does_not_stand_in_the_way()
    {
        var request = await WorkingAsync();
        await Review.AskAsync(new StaffQuestion(request.Id.Value, 1, StaffQuestion.Approval, []) { Turn = 3 }, default);
        await ChangeAsync(request, current => current.Move(RequestStatus.Queued, Some.Moment).Move(RequestStatus.InProgress, Some.Moment));
        Assert.True((await Review.AskAsync(new StaffQuestion(request.Id.Value, 2, StaffQuestion.Approval, []) { Turn = 1 }, default)).Waits);
    }

    [Fact]
    public async Task What_the_person_objected_to_is_asked_already_and_taken_with_the_question()
    {
        var request = await WorkingAsync();
        await ChangeAsync(request, current => current.Move(RequestStatus.AwaitingReview, Some.Moment) with
        {
            HandedOverAt = Some.Moment,
            Question = new ReviewQuestion(1, ReviewQuestion.NotMe, Some.Moment, []) { Round = 1 },
        });
        Assert.Equal(new StaffAsked(true, 1, false), await Review.AskAsync(new StaffQuestion(request.Id.Value, 1, StaffQuestion.NotMe, []) { Turn = 2 }, default));
        var waiting = (await Store.FindAsync(request.Id, default))!;
        Assert.Equal((1, 2, null), (waiting.Question!.Number, waiting.Question.Turn, HandOver.Of(waiting)));
    }

    [Theory]
    [InlineData(StaffQuestion.Approval, StaffQuestion.NotMe)]
    [InlineData(StaffQuestion.PlanChanged, StaffQuestion.NotMe)]
    [InlineData(StaffQuestion.FailedSystems, StaffQuestion.FailedSystems)]
    public async Task Staff_who_are_asked_about_a_plan_after_the_person_objected_are_told_so(string reason, string told)
    {
        var request = await WorkingAsync();
        await ChangeAsync(request, current => current with { FrozenAt = Some.Moment });

        await Review.AskAsync(new StaffQuestion(request.Id.Value, 1, reason, [], "the-plan") { Turn = 1 }, default);

        var waiting = (await Store.FindAsync(request.Id, default))!;
        Assert.Equal((told, told), (waiting.Question!.Code, waiting.Timeline[^1].Code));
    }

    private Task SayAsync(RightsRequest request) =>
        ChangeAsync(request, current => current with { Question = current.Question! with { Said = new StaffWord(Some.Moment) } });

    private async Task<RightsRequest> WorkingAsync()
    {
        var request = Some.Request().Move(RequestStatus.Queued, Some.Moment).Move(RequestStatus.InProgress, Some.Moment) with { Law = LawId.Gdpr };
        await Store.CommitAsync(new RequestCommit(request), default);
        await Store.PutProgressAsync(request.Id, Failed, default);
        return request;
    }

    private Task ChangeAsync(RightsRequest request, Func<RightsRequest, RightsRequest> change) =>
        Store.UpdateAsync(request.Id, current => new RequestCommit(change(current)), default);
}
