namespace PrivacyFunctions.Connecting;

/// <summary>A kind of system that data maps can connect, such as <c>postgresql</c>. Stateless; one instance serves all connections.</summary>
public interface IConnector
{
    /// <summary>The value of <c>kind:</c> in a data map's <c>connection:</c> entry.</summary>
    string Kind { get; }

    /// <summary>The settings this kind understands; <c>map check</c> reports unknown and missing ones.</summary>
    IReadOnlyList<ConnectorSetting> Settings { get; }

    /// <summary>Prepares access to one system. Does not connect yet, so it succeeds while the system is down.</summary>
    /// <exception cref="ConnectorFailure">A setting is missing or cannot be understood; never transient.</exception>
    IConnectedSystem Connect(Connection connection);
}
