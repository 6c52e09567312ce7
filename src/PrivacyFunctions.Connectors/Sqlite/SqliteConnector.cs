using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.Connectors.Sqlite;

/// <summary>SQLite database files.</summary>
public sealed class SqliteConnector(TimeProvider time) : IConnector
{
    private const string Path = "path";

    /// <inheritdoc/>
    public string Kind => "sqlite";

    /// <inheritdoc/>
    public IReadOnlyList<ConnectorSetting> Settings { get; } = [new(Path, Required: true, "The database file.")];

    /// <inheritdoc/>
    public IConnectedSystem Connect(Connection connection)
    {
        if (!connection.Settings.TryGetValue(Path, out var path) || string.IsNullOrWhiteSpace(path) || path.Contains('\0', StringComparison.Ordinal))
            throw new ConnectorFailure(ConnectorFailureKind.InvalidSetting, Path);
        return new SqliteSystem(path, connection.Limits, time);
    }
}
