using PrivacyFunctions.Local.Demo.Client;
using PrivacyFunctions.Local.Demo.Organisation;

namespace PrivacyFunctions.Local.Demo.Report;

/// <summary>Puts together what became of an access request.</summary>
internal static class AccessReport
{
    public static RequestReport Of(Person person, AnsweredRequest request, DeliveredBundle? delivered) =>
        request.Report(
            "access",
            person.Company is { } company ? $"{person.Name}, {person.JobTitle} at {company.Name}" : person.Name,
            "Which data do you hold about me?",
            system => Of(system, delivered?.Content)) with
        {
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
