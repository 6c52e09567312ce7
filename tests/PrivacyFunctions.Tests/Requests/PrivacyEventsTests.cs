using System.Text.Json;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Events;

namespace PrivacyFunctions.Tests.RightsRequests;

public sealed class PrivacyEventsTests
{
    private readonly RightsRequest _request = Some.Request().Move(RequestStatus.Queued, Some.Moment).Move(RequestStatus.InProgress, Some.Moment);

    [Fact]
    public void An_event_is_a_CloudEvent_on_the_topic()
    {
        var message = Assert.IsType<OutboxMessage.Bus>(PrivacyEvents.Received(_request));
        Assert.Equal("privacy-events", message.Entity);
        var json = JsonDocument.Parse(message.Body).RootElement;
        Assert.Equal("1.0", json.GetProperty("specversion").GetString());
        Assert.Equal(message.Id, json.GetProperty("id").GetString());
        Assert.Equal("privacy.request.received.v1", json.GetProperty("type").GetString());
        Assert.Equal(_request.Id.Value, json.GetProperty("subject").GetString());
        Assert.True(Uri.TryCreate(json.GetProperty("source").GetString(), UriKind.RelativeOrAbsolute, out _));
        Assert.Equal("2026-03-02T09:00:00.000Z", json.GetProperty("time").GetString());
        Assert.Equal("application/json", json.GetProperty("datacontenttype").GetString());
        Assert.Equal("access", json.GetProperty("data").GetProperty("right").GetString());
    }

    [Fact]
    public void The_same_happening_is_the_same_event()
    {
        Assert.Equal(PrivacyEvents.Received(_request), PrivacyEvents.Received(_request));
        Assert.NotEqual(PrivacyEvents.Received(_request).Id, PrivacyEvents.Verified(_request, Some.Moment).Id);
    }

    [Fact]
    public void A_later_round_completes_anew()
    {
        var first = _request.Move(RequestStatus.PartiallyCompleted, Some.Moment, Outcome.Partly);
        var second = first.Move(RequestStatus.Queued, Some.Moment).Move(RequestStatus.InProgress, Some.Moment).Move(RequestStatus.Completed, Some.Moment, Outcome.Fulfilled);
        Assert.NotEqual(PrivacyEvents.Completed(first, Some.Moment).Id, PrivacyEvents.Completed(second, Some.Moment).Id);
        var data = JsonDocument.Parse(((OutboxMessage.Bus)PrivacyEvents.Completed(first, Some.Moment)).Body).RootElement.GetProperty("data");
        Assert.Equal("partly", data.GetProperty("outcome").GetString());
    }

    [Fact]
    public void An_id_fits_the_broker_however_long_a_dataset_is_called()
    {
        var system = new SystemProgress(new string('d', 500), "collect", SystemState.Failed, 0, 5, "timeout", Some.Moment);
        var other = system with { Dataset = new string('d', 499) + "e" };
        Assert.True(PrivacyEvents.SystemFailed(_request, system).Id.Length <= 128);
        Assert.NotEqual(PrivacyEvents.SystemFailed(_request, system).Id, PrivacyEvents.SystemFailed(_request, other).Id);
    }

    [Fact]
    public void A_decision_says_what_was_decided_on_which_ground_and_plan_and_nothing_in_words()
    {
        var decision = new StaffDecision(1, DecisionKind.PartiallyApprove, "ada", Some.Moment, 1)
        {
            Question = 2,
            Ground = PrivacyFunctions.Law.Ground.Security,
            PlanHash = new string('a', 64),
            Datasets = ["crm"],
        };
        var message = (OutboxMessage.Bus)PrivacyEvents.Decided(_request, decision);
        var json = JsonDocument.Parse(message.Body).RootElement;
        Assert.Equal("privacy.request.decided.v1", json.GetProperty("type").GetString());
        var data = json.GetProperty("data");
        Assert.Equal(("partially-approve", "security", 1), (data.GetProperty("decision").GetString(), data.GetProperty("ground").GetString(), data.GetProperty("excluded").GetInt32()));
        Assert.True(message.Body.Length <= 1024);
        Assert.DoesNotContain("ada", message.Body, StringComparison.Ordinal);
        Assert.NotEqual(message.Id, ((OutboxMessage.Bus)PrivacyEvents.Decided(_request, decision with { Question = 3 })).Id);
    }

    [Fact]
    public void A_missed_deadline_is_one_event_whenever_it_is_noticed() =>
        Assert.Equal(PrivacyEvents.Overdue(_request, Some.Moment).Id, PrivacyEvents.Overdue(_request, Some.Moment.AddDays(1)).Id);
}
