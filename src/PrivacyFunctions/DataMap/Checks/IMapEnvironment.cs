using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.DataMap;

/// <summary>What a data map is checked against besides itself.</summary>
public interface IMapEnvironment
{
    /// <summary>The kinds of systems that can be connected.</summary>
    IReadOnlyCollection<IConnector> Connectors { get; }

    /// <summary>The value of <c>${NAME}</c>, from configuration or a key vault; null when there is none.</summary>
    string? Setting(string name);
}
