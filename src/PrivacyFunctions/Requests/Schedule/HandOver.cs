namespace PrivacyFunctions.Requests;

/// <summary>
/// Something in a request that its orchestration may not know of yet. The step that decides it marks the request, and the step in which the orchestration
/// takes it clears the mark. So one index finds whatever was lost in between, and holds nothing of requests that only wait.
/// </summary>
/// <param name="Kind">What the orchestration is to know.</param>
/// <param name="Since">When it was told last.</param>
public sealed record HandOver(HandOverKind Kind, DateTimeOffset Since)
{
    /// <summary>How long an orchestration has to take what it was told before it is told again.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>The same for its start, which waits its turn in the queue.</summary>
    public static readonly TimeSpan PatienceWithStart = TimeSpan.FromMinutes(5);

    /// <summary>When it is told again.</summary>
    public DateTimeOffset DueAt => Since + (Kind == HandOverKind.Start ? PatienceWithStart : Patience);

    /// <summary>What the orchestration of a request has not taken; null when it knows everything.</summary>
    public static HandOver? Of(RightsRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request switch
        {
            { ClosedAt: { } closed } => request.WorkToEnd ? new HandOver(HandOverKind.End, closed) : null,
            { Status: RequestStatus.AwaitingReview, Question.Said: { } said } => new HandOver(HandOverKind.Word, said.RaisedAt),
            { HandedOverAt: { } since } => new HandOver(request.Status == RequestStatus.AwaitingReview ? HandOverKind.Objection : HandOverKind.Start, since),
            _ => null,
        };
    }
}

/// <summary>What an orchestration is told.</summary>
public enum HandOverKind
{
    /// <summary>There is a request to work on.</summary>
    Start,

    /// <summary>Staff said what it waited for.</summary>
    Word,

    /// <summary>The person objected while it waited out the time to do so.</summary>
    Objection,

    /// <summary>The request was closed over it.</summary>
    End,
}
