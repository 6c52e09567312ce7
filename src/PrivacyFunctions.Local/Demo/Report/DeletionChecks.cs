namespace PrivacyFunctions.Local.Demo.Report;

/// <summary>What the demo promises of a deletion request; each is looked up in the systems themselves and in the receipt.</summary>
internal static class DeletionChecks
{
    private static readonly string[] KeptSystems = ["billing", "remote_support"];

    public static IReadOnlyList<DemoCheck> Run(RequestReport report, DeliveredReceipt receipt, Census before, Census after)
    {
        var collections = receipt.Content.Collections;
        return
        [
            new("The deletion was completed, after staff approved exactly the plan that ran.", report is { Status: "completed", ApprovedPlan: not null }),
            new("The signature of his receipt is right.", receipt.Report.Verified),
            new("He is gone from every table that was to be erased.", after.Naming.All(table => table.Value == 0 || KeptSystems.Contains(table.Key.Split('.')[0]))),
            new("Asking again by his keys and by his address found nothing.", collections.Where(IsDeleted).All(c => c is { After: 0, FoundAgainByKey: 0 or null, FoundAgainBySearch: 0 })),
            new("His invoices were kept, and the receipt says by which law.", collections.Any(c => c is { Dataset: "billing", Action: "retained", Ground: "legal-obligation", Found: > 0 })),
            new("What is held on behalf of his employer was left, and named.", collections.Any(c => c is { Dataset: "remote_support", Ground: "processor" })),
            new("Nobody else lost a row: every table lost exactly what the receipt says.", before.Rows.All(table => table.Value - after.Rows[table.Key] == Lost(collections, table.Key))),
        ];
    }

    private static long Lost(IReadOnlyList<ReceiptCollection> collections, string table) =>
        collections.Where(collection => collection.Name == table).Sum(collection => collection.Deleted);

    private static bool IsDeleted(ReceiptCollection collection) => collection.Action == "deleted";
}
