namespace PrivacyFunctions.Tests.DataMap;

/// <summary>A portal whose people share their company. Only the live system says whether a company's row has a key of its own, and so whether it is shared.</summary>
internal static class CompanyPortal
{
    public const string Map = """
        dataset:
          - fides_key: portal
            collections:
              - name: company
                fields: [{ name: id, data_categories: [system.operations] }, { name: name, data_categories: [user.workplace] }]
              - name: person
                fields:
                  - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }
                  - { name: company_id, data_categories: [system.operations], fides_meta: { references: [{ dataset: portal, field: company.id, direction: to }] } }
              - name: ticket
                fields:
                  - { name: company_id, data_categories: [system.operations], fides_meta: { references: [{ dataset: portal, field: company.id, direction: from }] } }
                  - { name: subject, data_categories: [user.content] }
        connection:
          - { dataset: portal, kind: sqlite, settings: { path: portal.db } }
        """;
}
