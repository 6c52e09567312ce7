namespace PrivacyFunctions.Requests;

/// <summary>Input of the orchestrators: which request, and which round of work on it (1 for the first).</summary>
/// <param name="RequestId">The request's id; a string because it is stored in history.</param>
/// <param name="Round">Counts orchestrations of one request; part of the instance id from 2 on.</param>
public sealed record RequestWork(string RequestId, int Round)
{
    /// <summary>The orchestration's instance id: the request's id, with the round from the second on. Never reused.</summary>
    public string InstanceId => Round == 1 ? RequestId : $"{RequestId}-{Round}";
}
