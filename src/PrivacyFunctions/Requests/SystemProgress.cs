namespace PrivacyFunctions.Requests;

/// <summary>The work on one connected system, kept in a row of its own so that parallel activities never wait for each other.</summary>
/// <param name="Dataset">The dataset's key in the data map.</param>
/// <param name="Phase"><c>collect</c>, <c>delete</c>, <c>verify</c>, …</param>
/// <param name="State">Where it stands.</param>
/// <param name="Records">Rows so far.</param>
/// <param name="Attempts">Attempts so far.</param>
/// <param name="Error">Code of the last failure; never the driver's text.</param>
/// <param name="UpdatedAt">When this was written.</param>
public sealed record SystemProgress(
    string Dataset, string Phase, SystemState State, long Records, int Attempts, string? Error, DateTimeOffset UpdatedAt);
