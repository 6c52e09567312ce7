namespace PrivacyFunctions.DataMap;

/// <summary>Reads the fields of a collection, nested ones included.</summary>
internal sealed class FieldReader(NodeReader nodes)
{
    private static readonly string[] Keys = ["name", "description", "data_categories", "fields", "fides_meta", "fidesops_meta", "data_qualifier", "retention"];

    private static readonly string[] MetaKeys =
    [
        "references", "identity", "primary_key", "data_type", "length", "return_all_elements", "read_only",
        "custom_request_field", "masking_strategy_override", "redact", "case_insensitive",
    ];

    private readonly StrategyReader _strategies = new(nodes);

    public IReadOnlyList<DatasetField> Read(YamlMapping owner)
    {
        var fields = new List<DatasetField>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var mapping in nodes.Mappings(owner.Find("fields"), "fields"))
        {
            nodes.UnknownKeys(mapping, Keys, MapSeverity.Warning, "a field");
            if (nodes.Required(mapping, "name", "A field") is not { } name)
            {
                continue;
            }

            if (!names.Add(name.Value))
            {
                nodes.Problems.Unreadable(MapCodes.Duplicate, name.At, $"The field {Quote.Name(name.Value)} is declared twice; remove one.");
            }

            fields.Add(Read(mapping, name));
        }

        return fields;
    }

    private DatasetField Read(YamlMapping mapping, Located<string> name)
    {
        if (NameRules.ProblemOf(name.Value) is { } problem)
        {
            nodes.Problems.Error(MapCodes.InvalidName, name.At, problem);
        }

        var meta = MetaReading.Of(nodes, mapping);
        nodes.UnknownKeys(meta, MetaKeys, MapSeverity.Warning, "a field's fides_meta");
        var type = Type(meta);
        var field = new DatasetField
        {
            Name = name.Value,
            At = name.At,
            Description = nodes.Plain(mapping, "description"),
            Categories = nodes.Texts(mapping, "data_categories"),
            Fields = Read(mapping),
            Type = type,
            ReturnAllElements = nodes.OptionalFlag(meta, "return_all_elements"),
            ReadOnly = nodes.Flag(meta, "read_only"),
            RedactName = MetaReading.RedactsName(nodes, meta),
        };
        CheckShape(field);
        return field.Fields.Count > 0 || type is { Base: FieldType.Object } ? Object(field, meta) : Scalar(field, meta);
    }

    private DatasetField Scalar(DatasetField field, YamlMapping meta) => field with
    {
        References = [.. nodes.Mappings(meta.Find("references"), "references").Select(Reference).OfType<FieldReference>()],
        Identity = nodes.Text(meta, "identity"),
        PrimaryKey = nodes.Flag(meta, "primary_key"),
        Length = nodes.PositiveNumber(meta, "length"),
        CustomRequestField = nodes.Plain(meta, "custom_request_field"),
        MaskingOverride = nodes.Mapping(meta.Find("masking_strategy_override"), "masking_strategy_override") is { } strategy ? _strategies.Read(strategy) : null,
        CaseInsensitive = nodes.Flag(meta, "case_insensitive"),
    };

    private DatasetField Object(DatasetField field, YamlMapping meta)
    {
        foreach (var entry in meta.Entries.Where(entry => entry.Key is "references" or "identity" or "primary_key" or "masking_strategy_override" or "case_insensitive"))
        {
            nodes.Problems.Warning(MapCodes.ObjectSetting, entry.KeyAt, $"'{entry.Key}' has no effect on the object {Quote.Name(field.Name)}; put it on a sub-field.");
        }

        return field;
    }

    private void CheckShape(DatasetField field)
    {
        if (field.Fields.Count > 0 && field.Type is { Base: not FieldType.Object })
        {
            nodes.Problems.Error(MapCodes.InvalidValue, field.At, $"The field {Quote.Name(field.Name)} has sub-fields, so its data_type is object or object[], not {field.Type}.");
        }

        if (field.ReturnAllElements is not null && !field.IsArray)
        {
            nodes.Problems.Error(MapCodes.InvalidValue, field.At, $"'return_all_elements' is for arrays; give {Quote.Name(field.Name)} a data_type that ends with [].");
        }
    }

    private FieldType? Type(YamlMapping meta)
    {
        if (nodes.Text(meta, "data_type") is not { Value.Length: > 0 } written)
        {
            return null;
        }

        var isArray = written.Value.EndsWith("[]", StringComparison.Ordinal);
        var type = new FieldType(isArray ? written.Value[..^2] : written.Value, isArray);
        if (!FieldType.Known.Contains(type.Base))
        {
            nodes.Problems.Error(MapCodes.InvalidValue, written.At, $"There is no data_type {Quote.Name(written.Value)}; there are {string.Join(", ", FieldType.Known)}, each also with [] for arrays.");
            return null;
        }

        return type;
    }

    private FieldReference? Reference(YamlMapping mapping)
    {
        nodes.UnknownKeys(mapping, ["dataset", "field", "direction"], MapSeverity.Warning, "a reference");
        var dataset = nodes.Required(mapping, "dataset", "A reference");
        var field = nodes.Required(mapping, "field", "A reference");
        var written = nodes.Text(mapping, "direction");
        ReferenceDirection? direction = written?.Value switch
        {
            null => ReferenceDirection.Either,
            "from" => ReferenceDirection.From,
            "to" => ReferenceDirection.To,
            _ => null,
        };
        if (direction is null)
        {
            nodes.Problems.Error(MapCodes.InvalidValue, written!.At, $"'direction' is from or to, not {Quote.Name(written.Value)}; leave it out for either way.");
        }

        return dataset is null || field is null || direction is null ? null : new FieldReference(dataset.Value, field.Value, direction.Value, field.At);
    }
}
