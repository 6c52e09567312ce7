using Microsoft.Extensions.DependencyInjection;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Deletion;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Faults;
using PrivacyFunctions.Systems;
using PrivacyFunctions.Tests.Http;

namespace PrivacyFunctions.Tests.Deletion;

/// <summary>An attempt to erase after the process died between the system's commit and ours.</summary>
public sealed class EraseAgainTests
{
    [Fact]
    public Task What_the_attempt_before_deleted_is_reported_and_nothing_is_deleted_again() => ApiServer.WithOwnAsync(DeletionScript.Patient, async server =>
    {
        var (id, step) = await BegunAsync(server);
        await DieAfterAsync(server, id, step);

        Assert.Equal(1, (await EraseAsync(server, id, step)).Rows);

        Assert.Equal(["bob@example.org"], server.Customers());
        Assert.Equal((1, 1), await ReportedAsync(server, id, step));
    });

    [Fact]
    public Task A_row_of_somebody_who_was_given_the_key_of_a_deleted_one_is_not_touched() => ApiServer.WithOwnAsync(DeletionScript.Patient, async server =>
    {
        var (id, step) = await BegunAsync(server);
        await DieAfterAsync(server, id, step);
        server.Execute(DeletionScript.Shop, "INSERT INTO customer VALUES (1, 'carol@example.org', NULL)");

        var fault = await Assert.ThrowsAsync<ActivityFault>(() => EraseAsync(server, id, step));

        Assert.Equal((FaultCode.RowsUnclear, false), (fault.Code, fault.Transient));
        Assert.Equal(["carol@example.org", "bob@example.org"], server.Customers());
    });

    [Fact]
    public Task What_staff_left_out_of_the_approval_is_not_erased_whoever_asks_for_it() => ApiServer.WithOwnAsync(DeletionScript.Patient, async server =>
    {
        var (id, step) = await BegunAsync(server);
        await ChangeAsync(server, id, request => request with
        {
            Decisions = [new StaffDecision(1, DecisionKind.PartiallyApprove, "ada", request.UpdatedAt, 1) { PlanHash = request.PlanHash, Datasets = ["shop"] }],
        });

        var fault = await Assert.ThrowsAsync<ActivityFault>(() => EraseAsync(server, id, step));

        Assert.Equal(FaultCode.WrongState, fault.Code);
        Assert.Equal(["ann@example.org", "bob@example.org"], server.Customers());
    });

    // Found, approved, and past the point of no return, while the orchestration still waits.
    private static async Task<(RequestId Id, PlanStep Step)> BegunAsync(ApiServer server)
    {
        var filed = await server.FileDeletionAsync();
        await server.ApproveAsync(filed);
        await server.LinkAsync(filed);
        var id = RequestId.Parse(filed.Id);
        await ChangeAsync(server, id, request => request with { Irreversible = true, CoolingOffUntil = null });
        var plan = await server.Services.GetRequiredService<PlanDocuments>().ReadAsync(id, 1, default);
        return (id, plan.Steps().Single());
    }

    private static async Task DieAfterAsync(ApiServer server, RequestId id, PlanStep step)
    {
        await EraseAsync(server, id, step);
        var records = server.Services.GetRequiredService<ErasureDocuments>();
        var done = (await records.FindAsync(id, step, default))!;
        await records.WriteAsync(id, 1, step, done with { Done = false, Deleted = 0 }, default);
    }

    private static Task<StepErased> EraseAsync(ApiServer server, RequestId id, PlanStep step) =>
        ActivatorUtilities.CreateInstance<EraseCollection>(server.Services).RunAsync(new ErasureStep(id.Value, 1, step.Id, Last: true), default);

    private static async Task<(long Deleted, long ByEarlierAttempt)> ReportedAsync(ApiServer server, RequestId id, PlanStep step)
    {
        var erasure = (await server.Services.GetRequiredService<ErasureDocuments>().FindAsync(id, step, default))!;
        return (erasure.Deleted, erasure.ByEarlierAttempt);
    }

    private static Task ChangeAsync(ApiServer server, RequestId id, Func<RightsRequest, RightsRequest> change) =>
        server.Services.GetRequiredService<IRequestStore>().UpdateAsync(id, request => new RequestCommit(change(request)), default);
}
