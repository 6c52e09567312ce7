using PrivacyFunctions.Local.Demo.Client;
using PrivacyFunctions.Local.Demo.Organisation;

namespace PrivacyFunctions.Local.Demo.Report;

/// <summary>Puts together what became of an access request.</summary>
internal static class AccessReport
{
    public static RequestReport Of(Person person, Filed filed, PersonView view, CaseFile file, RequestTrack track, DeliveredBundle? delivered, TimeSpan time) => new()
    {
        RequestId = filed.RequestId,
        Right = "access",
        Person = person.Company is { } company ? $"{person.Name}, {person.JobTitle} at {company.Name}" : person.Name,
        Question = "Which data do you hold about me?",
        CodeSentTo = filed.Verification.SentTo,
        Law = view.Law,
        LawReason = file.LawReason,
        ReceivedAt = filed.ReceivedAt,
        DueAt = view.DueAt,
        Deadline = file.DeadlineExplanation,
        Status = view.Status,
        Outcome = view.Outcome,
        Seconds = Math.Round(time.TotalSeconds, 2),
        UnusedIdentities = view.UnusedIdentities,
        Withheld = [.. view.Withheld.Select(item => new WithheldReport(item.Collection, item.Count, item.Ground, item.Reason))],
        Systems = [.. track.Systems.Select(system => Of(system, delivered?.Content))],
        Bundle = delivered?.Report,
    };

    private static SystemReport Of(SystemTrack system, BundleContent? content) => new()
    {
        Dataset = system.System.Name,
        Title = system.System.Title,
        State = system.State,
        Collections = content?.CollectionsOf(system.System.Name) ?? 0,
        Records = content?.RecordsOf(system.System.Name) ?? 0,
        Files = content?.FilesOf(system.System.Name) ?? 0,
        Attempts = system.Attempts,
        RecoveredFrom = system.Recovered ? system.FirstError : null,
    };
}
