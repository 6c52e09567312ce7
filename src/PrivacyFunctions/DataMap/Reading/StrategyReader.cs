namespace PrivacyFunctions.DataMap;

/// <summary>Reads a masking strategy with its configuration.</summary>
internal sealed class StrategyReader(NodeReader nodes)
{
    /// <summary>What a configuration may say, there or beside the strategy's name.</summary>
    public static IReadOnlyList<string> ConfigurationKeys { get; } = ["rewrite_value", "length", "algorithm", "format_preservation", "encoding", "mode"];

    /// <summary>Reads <c>strategy</c> and <c>configuration</c>; null, with a problem, when there is no such strategy.</summary>
    public Located<MaskingStrategy>? Read(YamlMapping mapping)
    {
        if (nodes.Required(mapping, "strategy", "A masking strategy") is not { } name)
        {
            return null;
        }

        if (!MaskingNames.TryFind(name.Value, out var kind))
        {
            nodes.Problems.Error(MapCodes.UnknownStrategy, name.At, $"There is no masking strategy {Quote.Name(name.Value)}; there are {string.Join(", ", MaskingNames.All)}.");
            return null;
        }

        var configuration = Configuration(mapping);
        nodes.UnknownKeys(configuration, ConfigurationKeys, MapSeverity.Warning, "a masking configuration");
        var strategy = new MaskingStrategy
        {
            Kind = kind,
            RewriteValue = nodes.Plain(configuration, "rewrite_value"),
            Length = nodes.PositiveNumber(configuration, "length", ReadingLimits.MaskLength),
            Algorithm = Algorithm(configuration),
            Suffix = Suffix(configuration),
        };
        if (kind == MaskingKind.StringRewrite && strategy.RewriteValue is null)
        {
            nodes.Problems.Error(MapCodes.InvalidValue, name.At, "'string_rewrite' needs 'rewrite_value' in its configuration.");
        }

        return new Located<MaskingStrategy>(strategy, name.At);
    }

    // What stands under configuration counts before what stands beside the strategy's name.
    private YamlMapping Configuration(YamlMapping mapping)
    {
        var written = nodes.Mapping(mapping.Find("configuration"), "configuration");
        var beside = mapping.Entries.Where(entry => ConfigurationKeys.Contains(entry.Key) && written?.Find(entry.Key) is null);
        return new YamlMapping([.. written?.Entries ?? [], .. beside], mapping.At);
    }

    private string? Algorithm(YamlMapping configuration)
    {
        var algorithm = nodes.Text(configuration, "algorithm");
        if (algorithm is { Value: not (MaskingNames.Sha256 or MaskingNames.Sha512) })
        {
            nodes.Problems.Error(MapCodes.InvalidValue, algorithm.At, $"'algorithm' is {MaskingNames.Sha256} or {MaskingNames.Sha512}, not {Quote.Name(algorithm.Value)}.");
        }

        return algorithm?.Value;
    }

    private string? Suffix(YamlMapping configuration) =>
        nodes.Mapping(configuration.Find("format_preservation"), "format_preservation") is { } preservation
            ? nodes.Plain(preservation, "suffix")
            : null;
}
