using PrivacyFunctions.Tests.Http;
using PrivacyFunctions.Tests.RightsRequests;
using PrivacyFunctions.Tests.StaffConsole;

namespace PrivacyFunctions.Tests.Local.Serving;

public sealed class LeapTests
{
    private const int Few = 200;

    [Fact]
    public Task After_years_of_sleep_every_timer_runs_once_and_does_not_catch_up_tick_by_tick()
    {
        var clock = new CountedTime(Some.Moment);
        return ApiServer.WithOwnAsync(
            server =>
            {
                StaffScene.Reviewed(server);
                server.Time = clock;
            },
            async server =>
            {
                var (request, question) = await server.AskedAsync();
                var before = clock.Wakes;
                clock.Advance(TimeSpan.FromDays(1000));
                Assert.InRange(clock.Wakes - before, 1, Few);
                await server.CaseAsync(request, shown => shown.Json.GetProperty("attention").EnumerateArray().Any(code => code.GetString() == "overdue"));
                Assert.Equal(200, (await server.DecideAsync(request, new { decision = "approve", reason = "At last.", planHash = question.PlanHash() })).Status);
                await server.UntilAsync(request, "completed");
            });
    }
}
