using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Tests.RightsRequests;

namespace PrivacyFunctions.Tests.Ports;

public sealed class RequestSweepTests
{
    private readonly List<RightsRequest> _due = [.. Enumerable.Range(0, 350).Select(_ => Some.Request())];

    [Fact]
    public async Task What_cannot_be_done_keeps_none_of_the_others_from_it_and_is_tried_once()
    {
        var stuck = _due.Take(120).Concat([_due[^1]]).Select(request => request.Id).ToHashSet();
        var tried = new List<RequestId>();

        var done = await RequestSweep.RunAsync(FindAsync, request =>
        {
            tried.Add(request.Id);
            return Task.FromResult(!stuck.Contains(request.Id) && _due.Remove(request));
        });

        Assert.Equal(350 - 121, done);
        Assert.Equal(stuck, _due.Select(request => request.Id).ToHashSet());
        Assert.Equal(350, tried.Distinct().Count());
        Assert.Equal(350, tried.Count);
    }

    [Fact]
    public async Task When_nothing_can_be_done_it_does_not_try_for_ever()
    {
        _due.AddRange(Enumerable.Range(0, 5000).Select(_ => Some.Request()));
        var tried = 0;

        Assert.Equal(0, await RequestSweep.RunAsync(FindAsync, _ => Task.FromResult(++tried < 0)));

        Assert.Equal(1000, tried);
    }

    private Task<IReadOnlyList<RightsRequest>> FindAsync(int most) => Task.FromResult<IReadOnlyList<RightsRequest>>([.. _due.Take(most)]);
}
