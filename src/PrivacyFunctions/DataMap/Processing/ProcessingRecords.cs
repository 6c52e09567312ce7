using System.Text.Json.Serialization;

namespace PrivacyFunctions.DataMap;

/// <summary>Projects the data map's systems to what an access answer says about them. Pure.</summary>
public static class ProcessingRecords
{
    /// <summary>A record for every declared system, and for every connected dataset that no system declares.</summary>
    public static IReadOnlyList<ProcessingRecord> Of(PrivacyMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        var declared = map.Systems.Select(system => Of(map, system));
        var bare = map.Datasets
            .Where(dataset => map.FindConnection(dataset.Key) is not null && !map.SystemsOf(dataset.Key).Any())
            .Select(dataset => Bare(map, dataset));
        return [.. declared.Concat(bare)];
    }

    private static ProcessingRecord Of(PrivacyMap map, SystemDeclaration system)
    {
        var datasets = map.Datasets.Where(dataset => system.Concerns(dataset.Key)).ToList();
        return new ProcessingRecord
        {
            Key = Shown(map, system.Key),
            Name = system.Name ?? Shown(map, system.Key),
            Description = system.Description,
            Datasets = [.. datasets.Select(dataset => Shown(map, dataset))],
            Processor = datasets.Count > 0 && datasets.All(dataset => map.FindConnection(dataset.Key) is { Processor: true }),
            Purposes = [.. system.Declarations.Select(Purpose)],
            Categories = Sorted(system.Declarations.SelectMany(declaration => declaration.Categories).Select(category => category.Value).Concat(datasets.SelectMany(Categories))),
            Recipients = Sorted(system.Declarations.Select(declaration => declaration.ThirdParties).OfType<string>().Concat(system.Egress.Select(flow => NameOf(map, flow)).OfType<string>())),
            Sources = Sorted(system.Ingress.Select(flow => NameOf(map, flow)).OfType<string>()),
            InternationalTransfers = system.InternationalTransfers,
            Safeguards = system.TransferSafeguards,
            AutomatedDecisions = system.UsesProfiling,
            AutomatedDecisionBasis = system.ProfilingBasis,
            Contact = Contact(system),
        };
    }

    private static ProcessingRecord Bare(PrivacyMap map, Dataset dataset) => new()
    {
        Key = Shown(map, dataset),
        Name = dataset.RedactName ? Shown(map, dataset) : dataset.Name ?? dataset.Key,
        Description = dataset.RedactName ? null : dataset.Description,
        Datasets = [Shown(map, dataset)],
        Processor = map.FindConnection(dataset.Key) is { Processor: true },
        Purposes = [],
        Categories = Sorted(Categories(dataset)),
        Recipients = [],
        Sources = [],
        InternationalTransfers = false,
        Safeguards = [],
        AutomatedDecisions = false,
        AutomatedDecisionBasis = [],
    };

    private static ProcessingPurpose Purpose(PrivacyDeclaration declaration) => new()
    {
        Use = declaration.DataUse,
        Name = declaration.Name,
        LegalBasis = declaration.LegalBasis,
        SpecialCategoryBasis = declaration.SpecialCategoryLegalBasis,
        Retention = declaration.RetentionPeriod,
        Categories = [.. declaration.Categories.Select(category => category.Value)],
        DataSubjects = declaration.DataSubjects,
        ThirdParties = declaration.ThirdParties,
        SharedCategories = declaration.SharedCategories,
    };

    private static ProcessingContact? Contact(SystemDeclaration system)
    {
        var contact = new ProcessingContact(system.Department, system.LegalName, system.LegalAddress, system.Dpo, system.PrivacyPolicy, system.JointController);
        return contact == new ProcessingContact(null, null, null, null, null, null) ? null : contact;
    }

    /// <summary>The other end of a flow under its own name; null for the person, and for datasets, which are no recipients.</summary>
    private static string? NameOf(PrivacyMap map, DataFlow flow) => flow.Type switch
    {
        "system" => map.Systems.FirstOrDefault(system => system.Key == flow.Key)?.Name ?? Shown(map, flow.Key),
        _ => null,
    };

    private static IEnumerable<string> Categories(Dataset dataset) =>
        dataset.Categories.Concat(dataset.Collections.SelectMany(collection => collection.Categories)).Select(category => category.Value)
            .Concat(dataset.Collections.SelectMany(MappedFields.Of).SelectMany(field => field.Categories))
            .Where(category => Category.IsUnder(category, Category.User));

    /// <summary>A system's key may be its dataset's, whose name may be hidden.</summary>
    private static string Shown(PrivacyMap map, string key) => map.FindDataset(key) is { } dataset ? Shown(map, dataset) : key;

    private static string Shown(PrivacyMap map, Dataset dataset) => Redaction.Dataset(map, dataset);

    private static IReadOnlyList<string> Sorted(IEnumerable<string> names) => [.. names.Distinct().Order(StringComparer.Ordinal)];
}

/// <summary>The JSON form of processing records: camelCase.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(IReadOnlyList<ProcessingRecord>))]
public sealed partial class ProcessingJson : JsonSerializerContext;
