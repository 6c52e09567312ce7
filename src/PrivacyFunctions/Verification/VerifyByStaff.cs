using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using PrivacyFunctions.Http;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Sealing;

namespace PrivacyFunctions.Verification;

/// <summary>
/// A member of staff vouches for identities of a request. How they know is kept sealed, apart from the request. While a request waits for a
/// decision, more identities make surer who asks; they start no search then, because that would be another plan.
/// </summary>
public sealed class VerifyByStaff(Api api, IRequestStore store, RequestChanges changes, Proof proof, IDataKeys keys, TimeProvider time)
{
    private const string Identities = "identities";
    private const string Method = "method";
    private const string Reason = "reason";

    /// <summary>The method that stands for a declaration under penalty of perjury, signed by the requester.</summary>
    public const string SignedDeclaration = "signed-declaration";

    public static readonly ApiOperation Operation = new(
        nameof(VerifyByStaff), "POST", "api/staff/requests/{id}/verification", Audience.Operator, "Vouches for identities of a request.")
    {
        Body = new BodyShape(
        [
            new(Identities, FieldKind.Texts, "Names of the identities that are proved; at least one of those given.") { Required = true, AtLeastOne = true },
            new(Method, FieldKind.Text, "How they were proved, such as video-call; signed-declaration where they signed, under penalty of perjury, who they are.") { Required = true, Longest = 100 },
            new(Reason, FieldKind.Text, "Why this proves them.") { Required = true, Longest = 2000 },
        ]),
        Success = new Reply(200, "The request, verified.", () => ViewsJson.Default.RequestView),
        Problems = [ProblemType.WrongState, ProblemType.KeyReused],
    };

    [Function(nameof(VerifyByStaff))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/staff/requests/{id}/verification")] HttpRequest http,
        string id,
        CancellationToken cancellation) => api.RunAsync(http, Operation, id, call => VerifyAsync(call, cancellation), cancellation);

    private async Task<ApiAnswer> VerifyAsync(ApiCall call, CancellationToken cancellation)
    {
        if (await store.FindAsync(call.Id, cancellation) is not { } request) return Problem.NothingHere;
        var proved = ReadIdentities(call.Body, request);
        if (call.Body.Errors.Any) return call.Body.Errors.ToProblem();
        using var key = await keys.FindAsync(call.Id, KeyPurpose.Party, cancellation);
        if (key is null) return new Problem(ProblemType.WrongState, "What is known of this person was destroyed.");
        var evidence = new Evidence(proved, call.Body.Text(Method)!, call.Body.Text(Reason)!, call.Staff!.Id, time.GetUtcNow());
        return await changes.RunAsync(call, request, current => DecideAsync(current, evidence, key, cancellation), cancellation);
    }

    private async Task<Change> DecideAsync(RightsRequest request, Evidence evidence, DataKey key, CancellationToken cancellation)
    {
        var commit = request.Status switch
        {
            RequestStatus.AwaitingVerification => await proof.AcceptAsync(request, evidence.Identities, "staff", cancellation),
            RequestStatus.AwaitingReview => StepUp(request, evidence),
            _ => null,
        };
        if (commit is null) return new Change(null, new Problem(ProblemType.WrongState, "This request does not wait for verification."));
        var verified = commit.Request with
        {
            EvidenceAt = evidence.At,
            Declared = request.Declared || Declares(evidence),
            VerifiedBy = [.. request.VerifiedBy.Union([evidence.Staff], StringComparer.Ordinal)],
        };
        return new Change(
            commit with
            {
                Request = verified,
                Documents = new Dictionary<string, byte[]?> { [DocumentOf(request)] = Seal(request, evidence, key) },
                Audit = [Entry(verified, evidence)],
            },
            ApiAnswer.Of(200, RequestView.Of(verified), ViewsJson.Default.RequestView));
    }

    private static RequestCommit StepUp(RightsRequest request, Evidence evidence) => new(request with
    {
        SteppedUpIdentities = [.. request.SteppedUpIdentities.Union(evidence.Identities, StringComparer.Ordinal)],
        Timeline = [.. request.Timeline, new TimelineEntry("stepped-up", evidence.At, "staff")],
        UpdatedAt = evidence.At,
    });

    private static bool Declares(Evidence evidence) => evidence.Method.Trim().Equals(SignedDeclaration, StringComparison.OrdinalIgnoreCase);

    private static string DocumentOf(RightsRequest request) =>
        request.Status == RequestStatus.AwaitingVerification ? VerificationEvidence.Document : VerificationEvidence.StepUpDocument;

    private static byte[] Seal(RightsRequest request, Evidence evidence, DataKey key) => SealedDocument.Seal(
        JsonSerializer.SerializeToUtf8Bytes(evidence, EvidenceJson.Default.Evidence), key, SealContext.Of(request.Id, DocumentOf(request)));

    private static AuditEntry Entry(RightsRequest request, Evidence evidence) =>
        new("staff.verified", evidence.At, evidence.Staff, request.Id)
        {
            Facts = new Dictionary<string, AuditFact> { ["identities"] = string.Join('+', evidence.Identities), ["points"] = request.ProofPoints, ["declared"] = request.Declared },
        };

    private static IReadOnlyList<string> ReadIdentities(BodyReader body, RightsRequest request)
    {
        var names = body.Texts(Identities);
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i] is null) continue;
            if (!request.GivenIdentities.Contains(names[i]!)) body.Errors.Add($"{Identities}[{i}]", "The request gives no such identity.");
            else if (names[i] == Identity.IpAddress) body.Errors.Add($"{Identities}[{i}]", "An IP address proves nobody.");
        }

        return [.. names.OfType<string>().Distinct(StringComparer.Ordinal)];
    }
}
