using PrivacyFunctions.Local.Demo.Client;
using PrivacyFunctions.Local.Demo.Organisation;

namespace PrivacyFunctions.Local.Demo.Report;

/// <summary>Puts together what became of a deletion request.</summary>
internal static class DeletionReport
{
    public static RequestReport Of(Person person, AnsweredRequest request, DeliveredReceipt receipt, ApprovedPlan? approved) =>
        request.Report(
            "deletion",
            $"{person.Name}, formerly {person.JobTitle} at {person.Company?.Name}",
            "Erase what you hold about me.",
            system => Of(system, [.. receipt.Content.Collections.Where(collection => collection.Dataset == system.System.Name)])) with
        {
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
