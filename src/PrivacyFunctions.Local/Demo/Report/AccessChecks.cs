using System.Buffers;
using PrivacyFunctions.Local.Demo.Organisation;

namespace PrivacyFunctions.Local.Demo.Report;

/// <summary>What the demo promises of an access request; each is looked up in what came out, not assumed.</summary>
internal static class AccessChecks
{
    public static async Task<IReadOnlyList<DemoCheck>> RunAsync(
        RequestReport report, string offeredSha256, Cast cast, CancellationToken cancellation)
    {
        var bundle = report.Bundle;
        return
        [
            new("The request was completed.", report.Status == "completed"),
            new("Every system answered.", report.Systems.All(system => system.State == "done")),
            new("The system that failed recovered by itself.", report.Systems.Any(system => system.Dataset == AccessStory.BusyDataset && system.RecoveredFrom is not null)),
            new("The bundle is complete, and is the one that was announced.", bundle is { Complete: true } && bundle.Sha256 == offeredSha256),
            new("Every digest and the signature of the bundle are right.", bundle is { Verified: true }),
            new("Nothing of her colleagues is in it.", bundle is not null && !await BundleContent.ContainsAnyAsync(bundle.Path, Colleagues(cast), cancellation)),
            new("Her password was not given out, and that was said.", report.Withheld.Any(item => item.Ground == "security")),
            new("What is held on behalf of her employer was withheld and named.", report.Withheld.Any(item => item.Ground == "processor")),
            new("An identity that she could not prove changed nothing, and was named.", report.UnusedIdentities.SequenceEqual(["cookie_id"])),
        ];
    }

    private static SearchValues<string> Colleagues(Cast cast) => SearchValues.Create(
        [.. cast.People.Where(person => person != cast.Anna && person.Company == cast.Anna.Company).SelectMany(person => new[] { person.Email, person.Id, person.Phone })],
        StringComparison.Ordinal);
}
