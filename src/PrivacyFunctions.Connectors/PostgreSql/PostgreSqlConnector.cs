using Npgsql;
using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.Connectors.PostgreSql;

/// <summary>PostgreSQL databases, and services that speak its protocol.</summary>
public sealed class PostgreSqlConnector : IConnector
{
    /// <summary>The setting that says how to reach the database.</summary>
    internal const string ConnectionString = "connection_string";

    private const string WriteConnectionString = "write_connection_string";
    private const string Schema = "schema";

    /// <inheritdoc/>
    public string Kind => "postgresql";

    /// <inheritdoc/>
    public IReadOnlyList<ConnectorSetting> Settings { get; } =
    [
        new(ConnectionString, Required: true, "How to reach the database, such as Host=…;Database=…;Username=…;Password=…."),
        new(WriteConnectionString, Required: false, "How to reach the database to change rows, so that the other role need only read; by default connection_string."),
        new(Schema, Required: false, "The schema of collections that name none; by default the connection's first schema."),
    ];

    /// <inheritdoc/>
    public IConnectedSystem Connect(Connection connection)
    {
        var reading = Source(connection, ConnectionString) ?? throw new ConnectorFailure(ConnectorFailureKind.InvalidSetting, ConnectionString);
        // A connection of its own for changes: collection never holds one that may write.
        var writing = Source(connection, WriteConnectionString) ?? Source(connection, ConnectionString)!;
        return new PostgreSqlSystem(reading, writing, connection.Settings.GetValueOrDefault(Schema), connection.Limits);
    }

    private static NpgsqlDataSource? Source(Connection connection, string setting)
    {
        if (!connection.Settings.TryGetValue(setting, out var text) || string.IsNullOrWhiteSpace(text)) return null;
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(text)
            {
                ApplicationName = "PrivacyFunctions",
                // The statement's own limit stops it first; this one is for a server that no longer answers.
                CommandTimeout = (int)Math.Clamp(connection.Limits.Timeout.TotalSeconds + 30, 1, int.MaxValue),
                Enlist = false,
                ReadBufferSize = 64 * 1024,
                // Every setting and temporary table ends with its transaction: there is nothing to reset.
                NoResetOnClose = true,
            };
            if (string.IsNullOrEmpty(settings.Host)) throw new ConnectorFailure(ConnectorFailureKind.InvalidSetting, setting);
            return Untraced(settings);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or KeyNotFoundException or NotSupportedException)
        {
            throw new ConnectorFailure(ConnectorFailureKind.InvalidSetting, setting);
        }
    }

    // Traces of statements that fail quote the server's message, and with it rows: "Key (email)=(…) already exists".
    private static NpgsqlDataSource Untraced(NpgsqlConnectionStringBuilder settings) => new NpgsqlDataSourceBuilder(settings.ConnectionString)
        .ConfigureTracing(tracing => tracing.ConfigureCommandFilter(_ => false).ConfigureBatchFilter(_ => false).ConfigureCopyOperationFilter(_ => false))
        .Build();
}
