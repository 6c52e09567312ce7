using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Http;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Faults;
using PrivacyFunctions.Systems;

namespace PrivacyFunctions.StaffConsole;

/// <summary>Lists the connected systems and how they are; a check older than a minute is made anew.</summary>
public sealed class ListSystems(Api api, ConnectedSystems systems)
{
    // What is held for somebody else is neither shown nor changed.
    private static readonly IReadOnlyList<string> Answered = [.. BuiltRights.All.Select(right => WireName.Of(right))];

    public static readonly ApiOperation Operation = new(
        nameof(ListSystems), "GET", "api/staff/systems", Audience.Reader, "The connected systems, their last check, and what each can do.")
    {
        Shows = "systems",
        IsPolled = true,
        Success = new Reply(200, "The systems.", () => ConsoleJson.Default.SystemListView),
    };

    [Function(nameof(ListSystems))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/staff/systems")] HttpRequest http,
        CancellationToken cancellation) => api.RunAsync(http, Operation, null, _ => ListAsync(cancellation), cancellation);

    private async Task<ApiAnswer> ListAsync(CancellationToken cancellation)
    {
        await systems.CataloguesAsync(cancellation);
        return ApiAnswer.Of(200, new SystemListView([.. systems.Map.Datasets.Select(Of)]), ConsoleJson.Default.SystemListView);
    }

    private SystemView Of(Dataset dataset)
    {
        var connection = systems.Map.FindConnection(dataset.Key);
        var check = systems.LastCheck(dataset.Key);
        return new SystemView(
            dataset.Key,
            dataset.Name,
            connection?.Kind.Value,
            connection is null ? null : connection.Processor ? "processor" : "controller",
            check is { Error: null },
            check?.At,
            check?.Error is { } code ? new ErrorView(code, FaultCode.Sentence(code)) : null,
            dataset.Collections.Count,
            connection is null || connection.Processor ? [] : Answered);
    }
}
