namespace PrivacyFunctions.DataMap;

/// <summary>Reads fideslang systems, as far as an access answer needs them; fides' other keys are accepted and left.</summary>
internal sealed class SystemReader(NodeReader nodes)
{
    public SystemDeclaration? Read(YamlMapping mapping)
    {
        if (nodes.Required(mapping, "fides_key", "A system") is not { } key)
        {
            return null;
        }

        return new SystemDeclaration
        {
            Key = key.Value,
            At = key.At,
            Name = nodes.Plain(mapping, "name"),
            Description = nodes.Plain(mapping, "description"),
            Declarations = [.. nodes.Mappings(mapping.Find("privacy_declarations"), "privacy_declarations").Select(Declaration).OfType<PrivacyDeclaration>()],
            DatasetReferences = nodes.Texts(mapping, "dataset_references"),
            Department = nodes.Plain(mapping, "administrating_department"),
            InternationalTransfers = nodes.Flag(mapping, "does_international_transfers"),
            TransferSafeguards = Words(mapping, "legal_basis_for_transfers"),
            UsesProfiling = nodes.Flag(mapping, "uses_profiling"),
            ProfilingBasis = Words(mapping, "legal_basis_for_profiling"),
            LegalName = nodes.Plain(mapping, "legal_name"),
            LegalAddress = nodes.Plain(mapping, "legal_address"),
            Dpo = nodes.Plain(mapping, "dpo"),
            PrivacyPolicy = nodes.Plain(mapping, "privacy_policy"),
            JointController = nodes.Plain(mapping, "joint_controller_info"),
            Egress = [.. nodes.Mappings(mapping.Find("egress"), "egress").Select(Flow).OfType<DataFlow>()],
            Ingress = [.. nodes.Mappings(mapping.Find("ingress"), "ingress").Select(Flow).OfType<DataFlow>()],
        };
    }

    private PrivacyDeclaration? Declaration(YamlMapping mapping) =>
        nodes.Required(mapping, "data_use", "A privacy declaration") is not { } use
            ? null
            : new PrivacyDeclaration
            {
                Name = nodes.Plain(mapping, "name"),
                DataUse = use.Value,
                Categories = nodes.Texts(mapping, "data_categories"),
                DataSubjects = Words(mapping, "data_subjects"),
                LegalBasis = nodes.Plain(mapping, "legal_basis_for_processing"),
                SpecialCategoryLegalBasis = nodes.Plain(mapping, "special_category_legal_basis"),
                ProcessesSpecialCategories = nodes.Flag(mapping, "processes_special_category_data"),
                RetentionPeriod = nodes.Plain(mapping, "retention_period"),
                ThirdParties = nodes.Plain(mapping, "third_parties"),
                SharedCategories = Words(mapping, "shared_categories"),
                DatasetReferences = nodes.Texts(mapping, "dataset_references"),
            };

    private DataFlow? Flow(YamlMapping mapping) =>
        nodes.Required(mapping, "fides_key", "A data flow") is { } key
            ? new DataFlow(key.Value, nodes.Plain(mapping, "type") ?? "system", Words(mapping, "data_categories"))
            : null;

    private IReadOnlyList<string> Words(YamlMapping mapping, string key) => [.. nodes.Texts(mapping, key).Select(text => text.Value)];
}
