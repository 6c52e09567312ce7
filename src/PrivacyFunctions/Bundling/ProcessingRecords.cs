using PrivacyFunctions.DataMap;

namespace PrivacyFunctions.Bundling;

/// <summary>Reads what Art. 15(1)–(2) asks for out of the data map's systems.</summary>
public static class ProcessingRecords
{
    /// <summary>The record of a system.</summary>
    /// <param name="system">The declaration.</param>
    /// <param name="title">Published name of the system, where the map's own is not to be shown.</param>
    /// <param name="datasets">Published keys of the datasets it is about.</param>
    /// <param name="titles">Published names of other systems by key, for those that data comes from or goes to.</param>
    public static ProcessingRecord Of(
        SystemDeclaration system, string? title, IReadOnlyList<string> datasets, IReadOnlyDictionary<string, string> titles) => new()
    {
        System = title ?? system.Name ?? system.Key,
        Description = system.Description,
        Datasets = datasets,
        Department = system.Department,
        JointController = system.JointController,
        Purposes = [.. system.Declarations.Select(Of)],
        Recipients = Names(system.Egress, titles),
        Sources = Names(system.Ingress, titles),
        AutomatedDecisions = system.UsesProfiling,
        AutomatedDecisionsBasis = system.ProfilingBasis,
        InternationalTransfers = system.InternationalTransfers,
        TransferSafeguards = system.TransferSafeguards,
        PrivacyContact = system.Dpo,
        PrivacyPolicy = system.PrivacyPolicy,
    };

    private static ProcessingPurpose Of(PrivacyDeclaration declaration) => new()
    {
        Purpose = declaration.Name ?? declaration.DataUse,
        DataUse = declaration.DataUse,
        LegalBasis = declaration.LegalBasis,
        SpecialCategoryLegalBasis = declaration.SpecialCategoryLegalBasis,
        Categories = [.. declaration.Categories.Select(category => category.Value)],
        DataSubjects = declaration.DataSubjects,
        Recipients = declaration.ThirdParties,
        Retention = declaration.RetentionPeriod,
    };

    private static List<string> Names(IReadOnlyList<DataFlow> flows, IReadOnlyDictionary<string, string> titles) =>
        [.. flows.Select(flow => flow.Key == "user" ? "You" : titles.GetValueOrDefault(flow.Key) ?? flow.Key).Distinct()];
}
