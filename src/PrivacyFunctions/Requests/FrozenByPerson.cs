namespace PrivacyFunctions.Requests;

/// <summary>
/// The person said that the deletion was not their wish. Raised as an external event to end the wait at once; what counts is
/// <see cref="RightsRequest.FrozenAt"/>.
/// </summary>
/// <param name="Round">The round of work.</param>
public sealed record FrozenByPerson(int Round)
{
    /// <summary>The external event's name.</summary>
    public const string EventName = nameof(FrozenByPerson);
}
