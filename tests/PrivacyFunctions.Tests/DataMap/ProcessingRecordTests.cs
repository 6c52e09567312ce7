using PrivacyFunctions.DataMap;

namespace PrivacyFunctions.Tests.DataMap;

public sealed class ProcessingRecordTests
{
    private static readonly PrivacyMap Map = Maps.Read("""
        dataset:
          - fides_key: billing
            collections:
              - name: invoice
                fields: [{ name: total, data_categories: [user.financial] }, { name: at, data_categories: [system.operations] }]
          - fides_key: logs
            name: Server logs
            collections: [{ name: line, fields: [{ name: ip, data_categories: [user.device.ip_address] }] }]
          - fides_key: unconnected
            collections: []
          - fides_key: hidden
            fides_meta: { redact: name }
            collections: []
        connection:
          - { dataset: billing, kind: sqlite }
          - { dataset: logs, kind: sqlite, role: processor }
          - { dataset: hidden, kind: sqlite }
        system:
          - fides_key: billing_system
            name: Billing
            dataset_references: [billing]
            administrating_department: Finance
            dpo: privacy@example.org
            does_international_transfers: true
            legal_basis_for_transfers: [SCCs]
            uses_profiling: true
            legal_basis_for_profiling: [Explicit consent]
            egress: [{ fides_key: bank, type: system }, { fides_key: billing, type: dataset }, { fides_key: user, type: user }]
            ingress: [{ fides_key: crm, type: system }]
            privacy_declarations:
              - name: Invoices
                data_use: essential.legal_obligation
                data_categories: [user.contact]
                data_subjects: [customer]
                legal_basis_for_processing: Legal obligations
                retention_period: 7 years
                third_parties: Tax adviser
                shared_categories: [user.financial]
          - { fides_key: crm, name: Customer care }
        """);

    [Fact]
    public void A_system_tells_all_that_article_15_asks_for()
    {
        var billing = ProcessingRecords.Of(Map)[0];

        Assert.Equal(("Billing", false, true, true), (billing.Name, billing.Processor, billing.InternationalTransfers, billing.AutomatedDecisions));
        Assert.Equal(["billing"], billing.Datasets);
        Assert.Equal(["user.contact", "user.financial"], billing.Categories);
        Assert.Equal(["Tax adviser", "bank"], billing.Recipients);
        Assert.Equal(["Customer care"], billing.Sources);
        Assert.Equal(["SCCs"], billing.Safeguards);
        Assert.Equal(["Explicit consent"], billing.AutomatedDecisionBasis);
        Assert.Equal(("Finance", "privacy@example.org"), (billing.Contact!.Department, billing.Contact.Dpo));
        var purpose = Assert.Single(billing.Purposes);
        Assert.Equal(("essential.legal_obligation", "Legal obligations", "7 years", "Tax adviser"), (purpose.Use, purpose.LegalBasis, purpose.Retention, purpose.ThirdParties));
    }

    [Fact]
    public void A_connected_dataset_without_a_system_still_tells_what_it_holds()
    {
        var logs = ProcessingRecords.Of(Map).Single(record => record.Key == "logs");

        Assert.Equal(("Server logs", true), (logs.Name, logs.Processor));
        Assert.Equal(["user.device.ip_address"], logs.Categories);
        Assert.Empty(logs.Purposes);
    }

    [Fact]
    public void Hidden_dataset_names_stay_hidden_and_unconnected_ones_are_left_out() =>
        Assert.Equal(["billing_system", "crm", "logs", "dataset_4"], ProcessingRecords.Of(Map).Select(record => record.Key));

    [Fact]
    public void A_hidden_dataset_is_not_named_by_its_systems_key_either()
    {
        var map = Maps.Read("""
            dataset: [{ fides_key: vendor_x, fides_meta: { redact: name }, collections: [] }]
            connection: [{ dataset: vendor_x, kind: sqlite }]
            system:
              - fides_key: vendor_x
              - { fides_key: crm, egress: [{ fides_key: vendor_x, type: system }] }
            """);

        var records = ProcessingRecords.Of(map);

        Assert.Equal([("dataset_1", "dataset_1"), ("crm", "crm")], records.Select(record => (record.Key, record.Name)));
        Assert.Equal(["dataset_1"], records[1].Recipients);
    }
}
