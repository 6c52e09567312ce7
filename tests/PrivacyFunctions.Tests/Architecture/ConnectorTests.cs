using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.Tests.Architecture;

public sealed class ConnectorTests
{
    [Fact]
    public void A_connector_knows_keys_and_rows_and_no_other_connector() =>
        Findings.None(new ConnectorRules("PrivacyFunctions.Connectors", typeof(IConnector).FullName!).Violations(Code.Connectors.Types()));

    [Fact]
    public void A_connector_that_knows_more_is_found()
    {
        const string Root = "PrivacyFunctions.Tests.Architecture.Fixtures.Kinds";
        var rules = new ConnectorRules(Root, "PrivacyFunctions.Tests.Architecture.Fixtures.IKind");

        // The interface itself lies outside the folders and counts as Connecting would.
        var found = rules.Violations(Code.Fixtures.Types())
            .Where(violation => !violation.EndsWith(".IKind", StringComparison.Ordinal))
            .Select(violation => violation.Replace(Root + ".", "", StringComparison.Ordinal));

        Findings.Are(
            [
                "First.KnowsRequests uses PrivacyFunctions.Requests.RequestId",
                "Second.KnowsDurable uses Microsoft.DurableTask.TaskName",
                "Second.SecondKind uses First.FirstKind",
            ],
            found);
    }
}
