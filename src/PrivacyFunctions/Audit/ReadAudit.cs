using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using PrivacyFunctions.Http;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Audit;

/// <summary>Gives staff the audit entries of a request, each with the proof that it is in the signed log.</summary>
public sealed class ReadAudit(Api api, IRequestStore requests, IAuditStore log, CheckpointWriter checkpoints)
{
    private const string Since = "since";

    public static readonly ApiOperation Operation = new(
        nameof(ReadAudit), "GET", "api/staff/requests/{id}/audit", Audience.Reader, "The audit entries of a request, with proof.")
    {
        Query =
        [
            PageQuery.Limit,
            PageQuery.Cursor,
            new(Since, "The treeSize of a checkpoint that you kept: the answer then proves that the log only grew since."),
        ],
        Shows = "audit",
        Success = new Reply(200, "The entries, and the signed checkpoint that they are proved against.", () => AuditJson.Default.AuditView),
        Problems = [ProblemType.WrongState],
    };

    [Function(nameof(ReadAudit))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/staff/requests/{id}/audit")] HttpRequest http,
        string id,
        CancellationToken cancellation) => api.RunAsync(http, Operation, id, call => ShowAsync(call, cancellation), cancellation);

    private async Task<ApiAnswer> ShowAsync(ApiCall call, CancellationToken cancellation)
    {
        var errors = new FieldErrors();
        var query = ReadQuery(call.Http.Query, errors);
        if (errors.Any) return errors.ToProblem();
        if (await requests.FindAsync(call.Id, cancellation) is null) return Problem.NothingHere;
        try
        {
            // Whatever was written so far gets its proof now.
            var note = await checkpoints.WriteAsync(cancellation) ?? throw new AuditLogBrokenException("The audit log is empty.");
            var checkpoint = Checkpoint.Read(note, checkpoints.Key)!;
            if (query.Since > checkpoint.Size)
            {
                errors.Add(Since, $"The log has {checkpoint.Size} entries: this must be the size of an earlier checkpoint of it.");
                return errors.ToProblem();
            }

            return ApiAnswer.Of(200, await ViewAsync(call, query, note, checkpoint, cancellation), AuditJson.Default.AuditView);
        }
        catch (AuditLogBrokenException)
        {
            return new Problem(ProblemType.WrongState, "The audit log does not fit its checkpoints, so nothing can be proved. 'privacy audit verify' says more.");
        }
    }

    private async Task<AuditView> ViewAsync(ApiCall call, AuditQuery query, string note, Checkpoint checkpoint, CancellationToken cancellation)
    {
        var entries = await log.FindAsync(call.Id, query.First, checkpoint.Size, query.Limit + 1, cancellation);
        var page = entries.Take(query.Limit).ToList();
        var paths = page.Select(entry => TreeRange.Inclusion(entry.Leaf, checkpoint.Size)).ToList();
        var growth = query.Since is { } since ? TreeRange.Consistency(since, checkpoint.Size) : [];
        var tiles = await TileSet.ReadAsync(log, paths.Append(growth).SelectMany(ranges => ranges), cancellation);
        return new AuditView
        {
            RequestId = call.Id,
            Key = checkpoints.Key.ToString(),
            Checkpoint = note,
            TreeSize = checkpoint.Size,
            Items = [.. page.Zip(paths, (entry, path) => AuditItemView.Of(entry, path, tiles))],
            Consistency = query.Since is { } earlier ? new ConsistencyView(earlier, [.. growth.Select(range => Convert.ToBase64String(tiles.Hash(range)))]) : null,
            NextCursor = entries.Count > page.Count ? (page[^1].Leaf + 1).ToString(CultureInfo.InvariantCulture) : null,
        };
    }

    private static AuditQuery ReadQuery(IQueryCollection query, FieldErrors errors)
    {
        PageQuery.RefuseUnknown(query, Operation, errors);
        return new AuditQuery(
            ReadNumber(query, PageQuery.Cursor.Name, "This must be the nextCursor of the page before.", errors) ?? 0,
            ReadNumber(query, Since, "This must be the size of an earlier checkpoint.", errors),
            PageQuery.ReadLimit(query, errors));
    }

    private static long? ReadNumber(IQueryCollection query, string name, string rule, FieldErrors errors)
    {
        if (query[name].Count == 0) return null;
        if (query[name] is [var text] && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
        errors.Add(name, rule);
        return null;
    }

    private sealed record AuditQuery(long First, long? Since, int Limit);
}
