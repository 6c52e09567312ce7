using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Http;

/// <summary>A code is on its way.</summary>
public sealed record CodeSentView(RequestId RequestId, RequestStatus Status, VerificationView Verification);
