namespace PrivacyFunctions.Requests;

/// <summary>Somebody tried a move that <see cref="RequestTransitions"/> does not allow.</summary>
public sealed class IllegalTransitionException(RequestId id, RequestStatus from, RequestStatus to)
    : InvalidOperationException($"Request {id} cannot go from {WireName.Of(from)} to {WireName.Of(to)}.")
{
    public RequestId Id { get; } = id;

    public RequestStatus From { get; } = from;

    public RequestStatus To { get; } = to;
}
