using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Delivery;

/// <summary>What the person is to be told.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="Round">The round of work.</param>
/// <param name="Bundle">The bundle that is ready.</param>
public sealed record AnswerInput(string RequestId, int Round, AssembledBundle Bundle);
