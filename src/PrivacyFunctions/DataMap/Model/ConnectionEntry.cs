using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.DataMap;

/// <summary>How to reach a dataset, before <c>${NAME}</c> is resolved.</summary>
public sealed record ConnectionEntry
{
    /// <summary>The dataset's <c>fides_key</c>.</summary>
    public required Located<string> Dataset { get; init; }

    /// <summary>The connector's kind.</summary>
    public required Located<string> Kind { get; init; }

    /// <summary>Settings as written, with placeholders.</summary>
    public IReadOnlyDictionary<string, Located<string>> Settings { get; init; } = new Dictionary<string, Located<string>>();

    /// <summary>Whether we hold the data for somebody else.</summary>
    public bool Processor { get; init; }

    /// <summary>What one reading may take.</summary>
    public ConnectionLimits Limits { get; init; } = new();

    /// <summary>Where it is written.</summary>
    public required MapPosition At { get; init; }
}
