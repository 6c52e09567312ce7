using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using PrivacyFunctions.Collection;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Tests.RightsRequests;

namespace PrivacyFunctions.Tests.Collection;

public sealed class UnitProgressTests
{
    private static readonly RequestId Id = RequestId.New();
    private static readonly PlanUnit Unit = new() { Id = "u2", Dataset = "crm", Needs = [], Steps = [] };

    private readonly FakeTimeProvider _time = new(Some.Moment);
    private readonly IRequestStore _store = Substitute.For<IRequestStore>();
    private SystemProgress _row = new("crm", SystemPhase.Collect, SystemState.Waiting, 0, 0, null, Some.Moment);

    public UnitProgressTests()
    {
        _store.ReadProgressAsync(Id, default).ReturnsForAnyArgs(_ => [_row]);
        _store.WhenForAnyArgs(store => store.PutProgressAsync(Id, null!, default)).Do(call => _row = call.Arg<SystemProgress>());
    }

    [Fact]
    public async Task Asking_again_after_a_failure_is_another_attempt()
    {
        var first = await BeginAsync();
        await first.FailAsync("unreachable", default);
        Assert.Equal((SystemState.Running, 1, "unreachable"), (_row.State, _row.Attempts, _row.Error));

        var second = await BeginAsync();
        Assert.Equal((SystemState.Running, 2, null), (_row.State, _row.Attempts, _row.Error));
        await second.EndAsync(0, last: true, default);
        Assert.Equal((SystemState.Done, 2, null), (_row.State, _row.Attempts, _row.Error));
    }

    [Fact]
    public async Task A_system_stays_failed_with_its_reason_when_another_unit_of_it_runs_afterwards()
    {
        _row = _row with { State = SystemState.Failed, Attempts = 3, Error = "unreachable" };

        var progress = await BeginAsync();
        await progress.EndAsync(2, last: false, default);

        Assert.Equal((SystemState.Failed, 3, "unreachable", 2L), (_row.State, _row.Attempts, _row.Error, _row.Records));
    }

    [Fact]
    public async Task A_system_stays_failed_when_another_unit_of_it_was_running_meanwhile()
    {
        var progress = await BeginAsync();
        _row = _row with { State = SystemState.Failed, Attempts = 8, Error = "timeout" };

        await progress.EndAsync(0, last: false, default);

        Assert.Equal((SystemState.Failed, 8, "timeout"), (_row.State, _row.Attempts, _row.Error));
    }

    [Fact]
    public async Task A_system_that_staff_skipped_stays_skipped_when_another_unit_of_it_is_read_anew_for_a_retried_one()
    {
        _row = _row with { State = SystemState.Skipped, Attempts = 3, Error = "unreachable" };

        var progress = await BeginAsync();
        Assert.Equal(SystemState.Skipped, _row.State);
        await progress.EndAsync(2, last: false, default);

        Assert.Equal((SystemState.Skipped, 3, "unreachable", 2L), (_row.State, _row.Attempts, _row.Error, _row.Records));
    }

    [Theory]
    [InlineData(SystemState.Failed)]
    [InlineData(SystemState.Skipped)]
    public async Task Another_phase_asks_a_system_anew(SystemState before)
    {
        _row = _row with { State = before, Attempts = 3, Error = "unreachable" };

        var progress = await BeginAsync(SystemPhase.CollectAgain);
        Assert.Equal((SystemState.Running, SystemPhase.CollectAgain, 4), (_row.State, _row.Phase, _row.Attempts));
        await progress.EndAsync(0, last: true, default);

        Assert.Equal((SystemState.Done, null), (_row.State, _row.Error));
    }

    private Task<UnitProgress> BeginAsync(string phase = SystemPhase.Collect) => UnitProgress.BeginAsync(_store, _time, Id, Unit, phase, 0, default);
}
