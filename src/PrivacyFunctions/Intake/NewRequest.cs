using PrivacyFunctions.Http;
using PrivacyFunctions.Law;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Settings;

namespace PrivacyFunctions.Intake;

/// <summary>Makes the request that a filing begins: law, deadlines, first entry of the timeline.</summary>
internal sealed class NewRequest(OrganisationSettings organisation, MailedCodes codes, DayDeadlines days)
{
    /// <summary>The request, and the code to be mailed where there is an address.</summary>
    public (RightsRequest Request, Personal? Code) From(Filing filing, DateTimeOffset now)
    {
        var id = RequestId.New();
        var law = LawSelector.For(filing.Residence);
        var (deadlines, sentences) = days.Of(law.Law, now);
        var byMail = filing.Party.ContactAddress is not null;
        var (code, challenge) = byMail ? codes.Issue(id, CodePurpose.Verification, before: null, now) : default;
        var request = new RightsRequest
        {
            Id = id,
            Right = filing.Right,
            Status = RequestStatus.AwaitingVerification,
            Law = law.Law,
            LawVersion = StatuteBook.VersionOf(law.Law),
            LawReason = law.Reason,
            Residence = filing.Residence,
            PolicyVersion = organisation.PolicyVersion,
            ReceivedAt = now,
            DueAt = deadlines.DueAt,
            ConfirmBy = deadlines.ConfirmBy,
            DeadlineExplanation = sentences,
            Categories = filing.Categories,
            GivenIdentities = [.. filing.Party.Identities.Keys.Order(StringComparer.Ordinal)],
            VerificationMethod = byMail ? VerificationMethod.Email : VerificationMethod.Staff,
            VerificationCode = challenge,
            TokenSalt = TrackingToken.NewSalt(),
            Timeline = [new TimelineEntry("received", now, "requester")],
            UpdatedAt = now,
        };
        return (request, byMail ? code : null);
    }
}
