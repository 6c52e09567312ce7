using PrivacyFunctions.Local.Demo.Client;
using PrivacyFunctions.Local.Demo.Organisation;

namespace PrivacyFunctions.Local.Demo.Report;

/// <summary>Puts together what became of a deletion request.</summary>
internal static class DeletionReport
{
    public static RequestReport Of(
        Person person, Filed filed, PersonView view, CaseFile file, RequestTrack track, DeliveredReceipt receipt, ApprovedPlan? approved, TimeSpan time) => new()
        {
            RequestId = filed.RequestId,
            Right = "deletion",
            Person = $"{person.Name}, formerly {person.JobTitle} at {person.Company?.Name}",
            Question = "Erase what you hold about me.",
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
            Systems = [.. track.Systems.Select(system => Of(system, [.. receipt.Content.Collections.Where(collection => collection.Dataset == system.System.Name)]))],
            ApprovedPlan = approved?.PlanHash,
            Receipt = receipt.Report,
        };

    private static SystemReport Of(SystemTrack system, IReadOnlyList<ReceiptCollection> collections) => new()
    {
        Dataset = system.System.Name,
        Title = system.System.Title,
        State = system.State,
        Collections = collections.Count(collection => collection.Found > 0),
        Records = collections.Sum(collection => collection.Found),
        Files = 0,
        Attempts = system.Attempts,
        RecoveredFrom = system.Recovered ? system.FirstError : null,
        Erased = new ErasedReport(
            collections.Sum(collection => collection.Deleted), collections.Sum(collection => collection.Masked), collections.Where(IsKept).Sum(collection => collection.Found), [.. collections.Where(IsKept).Select(collection => collection.Ground).OfType<string>().Distinct(StringComparer.Ordinal)]),
    };

    private static bool IsKept(ReceiptCollection collection) => collection.Action is "retained" or "left" && collection.Found > 0;
}
