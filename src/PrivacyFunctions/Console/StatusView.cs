using PrivacyFunctions.Requests;

namespace PrivacyFunctions.StaffConsole;

/// <summary>Where the work on a request stands, for polling.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="Right">What was asked for.</param>
/// <param name="Status">Where the request stands.</param>
/// <param name="RuntimeStatus">Where its orchestration stands, as in Durable Functions.</param>
/// <param name="Phase">What is being done.</param>
/// <param name="Percent">How much of it is done.</param>
/// <param name="DueAt">When the answer is due.</param>
/// <param name="UpdatedAt">When something changed last.</param>
/// <param name="Systems">The connected systems.</param>
public sealed record StatusView(
    RequestId RequestId,
    Right Right,
    RequestStatus Status,
    string RuntimeStatus,
    string Phase,
    int Percent,
    DateTimeOffset DueAt,
    DateTimeOffset UpdatedAt,
    IReadOnlyList<SystemStatusView> Systems);

/// <summary>One system's part of the work.</summary>
/// <param name="Dataset">Its key in the data map.</param>
/// <param name="Phase">What is being done there.</param>
/// <param name="State">Where that stands.</param>
/// <param name="Records">Rows so far.</param>
/// <param name="Attempts">Attempts so far.</param>
/// <param name="Error">What failed last.</param>
public sealed record SystemStatusView(string Dataset, string Phase, SystemState State, long Records, int Attempts, ErrorView? Error);

/// <summary>A failure of a system: a stable code and a sentence without data.</summary>
public sealed record ErrorView(string Code, string Message);
