namespace PrivacyFunctions.Connecting;

/// <summary>How to reach one connected system; settings hold resolved values, secrets included, so it is never logged.</summary>
public sealed record Connection
{
    /// <summary>The dataset's <c>fides_key</c>.</summary>
    public required string Dataset { get; init; }

    /// <summary>The connector's kind.</summary>
    public required string Kind { get; init; }

    /// <summary>Settings after <c>${NAME}</c> was resolved.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>What one reading may take.</summary>
    public ConnectionLimits Limits { get; init; } = new();

    /// <summary>Names the dataset only: settings may hold secrets.</summary>
    public override string ToString() => $"{Dataset} ({Kind})";
}
