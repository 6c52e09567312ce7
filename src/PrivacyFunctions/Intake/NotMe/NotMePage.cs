using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using PrivacyFunctions.Http;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Intake;

/// <summary>
/// The page behind the link in the notice that a deletion will begin. Opening it changes nothing, whoever or whatever opens it; its button posts the
/// token that the link carries.
/// </summary>
public sealed class NotMePage(Api api, DeletionFreeze freeze, NotMePageText text, IRequestStore store, IKeyedHash hash)
{
    private const string Token = "token";

    private static readonly ApiOperation Look = new(nameof(NotMePage), "GET", "r/{id}/not-me", Audience.Anyone, "Shows the page.")
    {
        Success = new Reply(200, "The page.", MediaType: NotMePageText.Html),
    };

    private static readonly ApiOperation Press = new(nameof(NotMePage), "POST", "r/{id}/not-me", Audience.Anyone, "Presses its button.")
    {
        IsForm = true,
        Success = new Reply(200, "The page.", MediaType: NotMePageText.Html),
    };

    [Function(nameof(NotMePage))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "post", Route = "r/{id}/not-me")] HttpRequest http,
        string id,
        [DurableClient] DurableTaskClient orchestrations,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(http);
        return HttpMethods.IsPost(http.Method)
            ? api.RunAsync(http, Press, id, call => PressAsync(call, orchestrations, cancellation), cancellation)
            : api.RunAsync(http, Look, id, call => LookAsync(call, cancellation), cancellation);
    }

    private async Task<ApiAnswer> LookAsync(ApiCall call, CancellationToken cancellation)
    {
        var token = (string?)call.Http.Query[Token];
        var request = await store.FindAsync(call.Id, cancellation);
        if (!NotMeToken.Fits(hash, call.Id, request, token)) return text.Nothing();
        var objection = DeletionFreeze.Judge(request!);
        return objection == Objection.Frozen && request!.FrozenAt is null ? text.Ask(call.Id, token!) : text.Of(objection);
    }

    private async Task<ApiAnswer> PressAsync(ApiCall call, DurableTaskClient orchestrations, CancellationToken cancellation)
    {
        var form = QueryHelpers.ParseQuery(Encoding.Latin1.GetString(call.Content));
        var token = form.TryGetValue(Token, out var values) && values is [{ } only] ? only : null;
        var request = await store.FindAsync(call.Id, cancellation);
        return NotMeToken.Fits(hash, call.Id, request, token)
            ? text.Of(await freeze.RaiseAsync(call.Id, orchestrations, cancellation))
            : text.Nothing();
    }
}
