using PrivacyFunctions.Law;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Tests.RightsRequests;

/// <summary>Things to test with.</summary>
internal static class Some
{
    public static DateTimeOffset Moment { get; } = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static RightsRequest Request() => new()
    {
        Id = RequestId.New(),
        Right = Right.Access,
        Status = RequestStatus.AwaitingVerification,
        Law = LawId.Gdpr,
        PolicyVersion = "1",
        ReceivedAt = Moment,
        DueAt = Moment.AddDays(31),
        VerificationMethod = VerificationMethod.Email,
        TokenSalt = Convert.ToBase64String(new byte[32]),
        GivenIdentities = ["email"],
        UpdatedAt = Moment,
    };

    public static PartyDocument Party(string email = "ann@example.org") => new()
    {
        Identities = new Dictionary<string, Personal> { ["email"] = new(email) },
        ContactAddress = new Personal(email),
        Name = new Personal("Ann Example"),
    };
}
