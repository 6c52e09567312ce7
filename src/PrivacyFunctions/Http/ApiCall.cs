using System.Net;
using Microsoft.AspNetCore.Http;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Http;

/// <summary>A call on its way through the door: what is known of it so far.</summary>
public sealed class ApiCall(HttpRequest http, IPAddress caller, ApiOperation operation)
{
    private RequestId? _id;
    private BodyReader? _body;

    public HttpRequest Http { get; } = http;

    public IPAddress Caller { get; } = caller;

    public ApiOperation Operation { get; } = operation;

    public StaffMember? Staff { get; internal set; }

    /// <summary>The request's id from the route.</summary>
    public RequestId Id
    {
        get => _id ?? throw new InvalidOperationException("This call is not about a request.");
        internal set => _id = value;
    }

    /// <summary>The request that the caller's token is for, as it was when the token was checked.</summary>
    public RightsRequest Subject
    {
        get => SubjectOrNull ?? throw new InvalidOperationException("This call comes without a token of a request.");
    }

    /// <summary>The fields of the body; read them, then look at their errors.</summary>
    public BodyReader Body
    {
        get => _body ?? throw new InvalidOperationException("This call has no body.");
        internal set => _body = value;
    }

    internal bool HasId => _id is not null;

    internal RightsRequest? SubjectOrNull { get; set; }

    internal byte[] Content { get; set; } = [];

    internal IdempotentCall? Idempotent { get; set; }

    /// <summary>True once its answer was committed, which would have found one given before.</summary>
    internal bool IsSettled { get; private set; }

    /// <summary>This answer was committed with what the call changed, under its idempotency key.</summary>
    public void Settle() => IsSettled = true;

    /// <summary>What a commit saves so that the same call, sent again, gets the same answer; null without an idempotency key.</summary>
    public SavedAnswer? Remember(ApiAnswer answer, DateTimeOffset now) => Idempotent?.Remember(answer, now);

    /// <summary>The answer that another run of the same call gave.</summary>
    public ApiAnswer Recall(SavedAnswer saved) =>
        Idempotent?.Recall(saved) ?? throw new InvalidOperationException("Only a call with an idempotency key is answered twice.");
}
