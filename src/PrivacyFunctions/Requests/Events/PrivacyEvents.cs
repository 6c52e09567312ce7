using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Requests.Events;

/// <summary>The events that others can follow, ready for a commit. None holds personal data.</summary>
public static class PrivacyEvents
{
    private const int LongestHappening = 100;

    /// <summary>A request was filed.</summary>
    public static OutboxMessage Received(RightsRequest request) => Of(request, "privacy.request.received.v1", "received", request.ReceivedAt);

    /// <summary>The requester proved who they are.</summary>
    public static OutboxMessage Verified(RightsRequest request, DateTimeOffset at) => Of(
        request, "privacy.request.verified.v1", "verified", at, data => data["method"] = request.VerificationMethod);

    /// <summary>Staff decided about the plan; once for every question about it.</summary>
    public static OutboxMessage Decided(RightsRequest request, StaffDecision decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        return Of(
            request,
            "privacy.request.decided.v1",
            string.Create(CultureInfo.InvariantCulture, $"decided-{decision.Round}-{decision.Question}"),
            decision.At,
            data =>
            {
                data["decision"] = WireName.Of(decision.Kind);
                data["ground"] = decision.Ground is { } ground ? WireName.Of(ground) : null;
                data["planHash"] = decision.PlanHash;
                data["excluded"] = decision.Kind == DecisionKind.PartiallyApprove ? decision.Datasets.Count : 0;
            });
    }

    /// <summary>A request is open past its deadline; once.</summary>
    public static OutboxMessage Overdue(RightsRequest request, DateTimeOffset at) => Of(request, "privacy.request.overdue.v1", "overdue", at);

    /// <summary>A request was closed; once for every round that closed it.</summary>
    public static OutboxMessage Completed(RightsRequest request, DateTimeOffset at) => Of(
        request,
        "privacy.request.completed.v1",
        string.Create(CultureInfo.InvariantCulture, $"completed-{request.Round}"),
        at,
        data =>
        {
            data["outcome"] = request.Outcome is { } outcome ? WireName.Of(outcome) : null;
            data["withheld"] = request.Withheld.Sum(w => w.Count);
            data["gaps"] = request.Gaps.Count;
            data["bundles"] = request.Bundles.Count;
        });

    /// <summary>A connected system failed for good in this round.</summary>
    public static OutboxMessage SystemFailed(RightsRequest request, SystemProgress system)
    {
        ArgumentNullException.ThrowIfNull(system);
        return Of(
            request,
            "privacy.system.failed.v1",
            string.Create(CultureInfo.InvariantCulture, $"failed-{request.Round}-{system.Dataset}"),
            system.UpdatedAt,
            data =>
            {
                data["dataset"] = system.Dataset;
                data["phase"] = system.Phase;
                data["attempts"] = system.Attempts;
                data["error"] = system.Error;
            });
    }

    private static OutboxMessage.Bus Of(RightsRequest request, string type, string happening, DateTimeOffset at, Action<JsonObject>? add = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        var data = new JsonObject
        {
            ["requestId"] = request.Id.Value,
            ["right"] = WireName.Of(request.Right),
            ["status"] = WireName.Of(request.Status),
            ["law"] = WireName.Of(request.Law),
            ["receivedAt"] = UtcTime.Text(request.ReceivedAt),
            ["dueAt"] = UtcTime.Text(request.DueAt),
        };
        add?.Invoke(data);
        var envelope = new CloudEvent { Id = IdOf(request.Id, happening), Type = type, Subject = request.Id.Value, Time = at, Data = data };
        return new OutboxMessage.Bus(envelope.Id, MessageEntities.PrivacyEvents, JsonSerializer.Serialize(envelope, EventsJson.Default.CloudEvent));
    }

    // Brokers take message ids of at most 128 characters; the name of a dataset can be longer.
    private static string IdOf(RequestId request, string happening) =>
        happening.Length <= LongestHappening
            ? $"{request}/{happening}"
            : $"{request}/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(happening)))}";
}
