namespace PrivacyFunctions.DataMap;

/// <summary>What is alike in the <c>fides_meta</c> of datasets, collections and fields.</summary>
internal static class MetaReading
{
    /// <summary>The <c>fides_meta</c>, or <c>fidesops_meta</c> in older files; empty when there is none.</summary>
    public static YamlMapping Of(NodeReader nodes, YamlMapping owner) =>
        nodes.Mapping(owner.Find("fides_meta"), "fides_meta")
        ?? nodes.Mapping(owner.Find("fidesops_meta"), "fidesops_meta")
        ?? new YamlMapping([], owner.At);

    public static bool RedactsName(NodeReader nodes, YamlMapping meta)
    {
        var written = nodes.Text(meta, "redact");
        if (written is { Value: not "name" })
        {
            nodes.Problems.Error(MapCodes.InvalidValue, written.At, $"'redact' can only be name, not {Quote.Name(written.Value)}.");
        }

        return written is { Value: "name" };
    }
}
