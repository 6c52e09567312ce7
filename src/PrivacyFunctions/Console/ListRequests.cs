using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using PrivacyFunctions.Http;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.StaffConsole;

/// <summary>Lists requests, the most urgent first.</summary>
public sealed class ListRequests(Api api, IRequestStore store)
{
    public static readonly ApiOperation Operation = new(
        nameof(ListRequests), "GET", "api/staff/requests", Audience.Reader, "Requests ordered by due date.")
    {
        Query =
        [
            new("status", "Only requests with this status."),
            new("right", "Only requests for this right."),
            new("dueBefore", "Only requests due before this time or day (RFC 3339)."),
            PageQuery.Limit,
            PageQuery.Cursor,
        ],
        Shows = "requests",
        IsPolled = true,
        Success = new Reply(200, "A page of requests.", () => ConsoleJson.Default.RequestListView),
    };

    [Function(nameof(ListRequests))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/staff/requests")] HttpRequest http,
        CancellationToken cancellation) => api.RunAsync(http, Operation, null, call => ListAsync(call, cancellation), cancellation);

    private async Task<ApiAnswer> ListAsync(ApiCall call, CancellationToken cancellation)
    {
        var errors = new FieldErrors();
        var filter = ReadFilter(call.Http.Query, errors);
        if (errors.Any) return errors.ToProblem();
        if (await store.ListAsync(filter, cancellation) is not { } page)
        {
            errors.Add("cursor", "This must be the nextCursor of the page before.");
            return errors.ToProblem();
        }

        return ApiAnswer.Of(200, new RequestListView([.. page.Items.Select(RequestLineView.Of)], page.NextCursor), ConsoleJson.Default.RequestListView);
    }

    private static RequestFilter ReadFilter(IQueryCollection query, FieldErrors errors)
    {
        PageQuery.RefuseUnknown(query, Operation, errors);
        return new RequestFilter(
            ReadName<RequestStatus>(query, "status", errors),
            ReadName<Right>(query, "right", errors),
            ReadTime(query, "dueBefore", errors),
            PageQuery.ReadLimit(query, errors),
            query["cursor"] is [{ Length: > 0 } cursor] ? cursor : null);
    }

    private static T? ReadName<T>(IQueryCollection query, string name, FieldErrors errors)
        where T : struct, Enum
    {
        if (query[name].Count == 0) return null;
        if (query[name] is [var text] && WireName.TryParse<T>(text, out var value)) return value;
        errors.Add(name, $"This must be one of: {string.Join(", ", WireName.All<T>())}.");
        return null;
    }

    private static DateTimeOffset? ReadTime(IQueryCollection query, string name, FieldErrors errors)
    {
        if (query[name].Count == 0) return null;
        if (query[name] is [var text] && (UtcTime.TryParse(text, out var time) || TryDay(text, out time))) return time;
        errors.Add(name, "This must be a time after RFC 3339, such as 2026-01-31T00:00:00Z.");
        return null;
    }

    // A day begins in UTC, as every time here is.
    private static bool TryDay(string? text, out DateTimeOffset time) =>
        DateTimeOffset.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);
}
