namespace PrivacyFunctions.Tests.Architecture;

public sealed class FeatureTests
{
    [Fact]
    public void A_feature_uses_foundations_and_no_other_feature() =>
        Findings.None(new FeatureRules("PrivacyFunctions").Violations(Code.Product.Types()));

    [Fact]
    public void Code_that_reaches_into_another_room_is_found()
    {
        const string Root = "PrivacyFunctions.Tests.Architecture.Fixtures.Rooms";

        var found = new FeatureRules(Root).Violations(Code.Fixtures.Types()).Select(violation => violation.Replace(Root + ".", "", StringComparison.Ordinal));

        Findings.Are(
            [
                "Delivery.StartsOrchestrations of Delivery uses Microsoft.DurableTask.Client.DurableTaskClient, which only Intake and Console may",
                "Delivery.UsesAnotherFeatureInCode of Delivery uses Bundling.BundleWriter of Bundling",
                "Law.UsesAFeature of Law uses Bundling.BundleFacts of Bundling",
                "Law.UsesAFoundationItMayNot of Law uses Ports.Port of Ports",
                "Orchestration.UsesAService of Orchestration uses Bundling.BundleWriter of Bundling",
                "Utilities.Anything is in no known room",
            ],
            found);
    }
}
