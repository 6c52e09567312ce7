using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;
using PrivacyFunctions.Intake;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.StaffConsole;
using PrivacyFunctions.Tests.Deletion;
using PrivacyFunctions.Tests.Http;

namespace PrivacyFunctions.Tests.StaffConsole;

/// <summary>Whatever a death leaves between a request and its orchestration is made up for by the next start, while the clock stands still.</summary>
public sealed class HandOverSweepTests
{
    private static readonly TimeSpan Minutes = TimeSpan.FromMinutes(2);

    [Fact]
    public Task A_decision_of_which_the_orchestration_was_never_told_is_told_at_the_next_start() => ApiServer.WithOwnAsync(StaffScene.Reviewed, async server =>
    {
        var request = await DecidedAsync(server);
        Assert.Equal(1, await Sweep(server).RunAsync(Client(server), default));
        await server.UntilAsync(request, "completed");
    });

    [Fact]
    public Task A_decision_of_which_the_orchestration_was_never_told_is_told_again_soon_without_a_start() => ApiServer.WithOwnAsync(StaffScene.Reviewed, async server =>
    {
        var request = await DecidedAsync(server);
        Assert.True((await server.CaseAsync(request)).Json.GetProperty("question").GetProperty("answered").GetBoolean());
        server.Time.Advance(Minutes);
        await server.UntilAsync(request, "completed");
    });

    [Fact]
    public Task Only_the_first_run_of_a_process_is_impatient() => ApiServer.WithOwnAsync(StaffScene.Reviewed, async server =>
    {
        var sweep = Sweep(server);
        Assert.Equal(0, await sweep.RunAsync(Client(server), default));
        var request = await DecidedAsync(server);
        Assert.Equal(0, await sweep.RunAsync(Client(server), default));
        Assert.Equal("awaiting-review", (await server.GetAsync($"/api/requests/{request.Id}", request.Token)).Text("status"));
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task An_objection_of_which_the_orchestration_was_never_told_is_not_lost(bool decidedBeforeTheStart) => ApiServer.WithOwnAsync(DeletionScript.Patient, async server =>
    {
        var request = await server.FileDeletionAsync();
        await server.ApproveAsync(request);
        await server.LinkAsync(request);
        var mute = Substitute.For<DurableTaskClient>("mute");
        await server.Services.GetRequiredService<DeletionFreeze>().RaiseAsync(RequestId.Parse(request.Id), mute, default);
        if (!decidedBeforeTheStart)
        {
            Assert.Equal(1, await Sweep(server).RunAsync(Client(server), default));
            await UntilTakenAsync(server, request);
        }

        await server.ApproveAsync(request, "not-me");
        await server.UntilAsync(request, "completed");
        Assert.Equal(["bob@example.org"], server.Customers());
    });

    [Fact]
    public Task Work_on_a_request_that_was_closed_over_it_is_ended() => ApiServer.WithOwnAsync(StaffScene.Reviewed, async server =>
    {
        var (request, _) = await server.AskedAsync();
        await ChangeAsync(server, request, current => current.Move(RequestStatus.Cancelled, server.Time.GetUtcNow(), Outcome.Withdrawn) with { WorkToEnd = true });
        Assert.Equal(1, await Sweep(server).RunAsync(Client(server), default));
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var ended = await Client(server).WaitForInstanceCompletionAsync(request.Id, patience.Token);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, ended.RuntimeStatus);
        await UntilTakenAsync(server, request);
    });

    [Theory]
    [InlineData(RequestStatus.Queued)]
    [InlineData(RequestStatus.InProgress)]
    public Task A_request_that_was_never_started_is_started(RequestStatus status) => ApiServer.WithOwnAsync(async server =>
    {
        var request = await server.FileAsync();
        var longAgo = server.Time.GetUtcNow() - HandOver.PatienceWithStart;
        await ChangeAsync(server, request, current =>
        {
            var queued = current.Move(RequestStatus.Queued, longAgo) with { ProvedIdentities = ["email"] };
            return status == RequestStatus.Queued ? queued : queued.Move(RequestStatus.InProgress, longAgo);
        });
        Assert.Equal(1, await Sweep(server).RunAsync(Client(server), default));
        await server.UntilAsync(request, "completed");
        Assert.Null(HandOver.Of(await FindAsync(server, request)));
    });

    [Theory]
    [InlineData(WorkCode.GivenUp)]
    [InlineData(ReviewQuestion.NotMe)] // The person objected after that.
    public Task Staff_who_say_go_on_to_work_that_failed_begin_another_round_with_their_word(string code) => ApiServer.WithOwnAsync(StaffScene.Reviewed, async server =>
    {
        var (request, _) = await server.AskedAsync();
        await ChangeAsync(server, request, current => current with
        {
            PlanHash = WorkCode.NoPlan,
            Question = current.Question! with { Code = code, PlanHash = WorkCode.NoPlan },
        });
        var decided = await server.DecideAsync(request, new { decision = "approve", reason = "Again.", planHash = WorkCode.NoPlan });
        Assert.Equal((200, "queued"), (decided.Status, decided.Text("status")));
        await server.ApproveAsync(request);
        await server.UntilAsync(request, "completed");
        Assert.Equal(2, (await FindAsync(server, request)).Round);
    });

    [Fact]
    public Task An_objection_outlives_work_that_failed_and_is_begun_anew() => ApiServer.WithOwnAsync(DeletionScript.Patient, async server =>
    {
        var request = await server.FileDeletionAsync();
        await server.AskedAsync(request, "approval");
        await ChangeAsync(server, request, current => current with
        {
            FrozenAt = server.Time.GetUtcNow(),
            PlanHash = WorkCode.NoPlan,
            Question = current.Question! with { Code = WorkCode.GivenUp, PlanHash = WorkCode.NoPlan },
        });

        Assert.Equal(200, (await server.DecideAsync(request, new { decision = "approve", reason = "Again.", planHash = WorkCode.NoPlan })).Status);

        await server.AskedAsync(request, "not-me");
    });

    private static HandOverSweep Sweep(ApiServer server) => new(
        server.Services.GetRequiredService<IRequestStore>(), server.Services.GetRequiredService<Orchestrations>(), server.Time, NullLogger<HandOverSweep>.Instance);

    private static DurableTaskClient Client(ApiServer server) => server.Services.GetRequiredService<DurableTaskClient>();

    // As a process leaves it that dies after the decision was kept.
    private static async Task<FiledRequest> DecidedAsync(ApiServer server)
    {
        var (request, question) = await server.AskedAsync();
        var said = new StaffWord(server.Time.GetUtcNow()) { Plan = new PlanDecided(question.PlanHash(), []) };
        await ChangeAsync(server, request, current => current with { Question = current.Question! with { Said = said } });
        return request;
    }

    private static async Task UntilTakenAsync(ApiServer server, FiledRequest request)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (HandOver.Of(await FindAsync(server, request)) is not null) patience.Token.ThrowIfCancellationRequested();
    }

    private static async Task<RightsRequest> FindAsync(ApiServer server, FiledRequest request) =>
        (await server.Services.GetRequiredService<IRequestStore>().FindAsync(RequestId.Parse(request.Id), default))!;

    private static Task ChangeAsync(ApiServer server, FiledRequest request, Func<RightsRequest, RightsRequest> change) =>
        server.Services.GetRequiredService<IRequestStore>().UpdateAsync(RequestId.Parse(request.Id), current => new RequestCommit(change(current)), default);
}
