using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.Tests.Contracts.Connecting;

/// <summary>A real database that a contract test fills by itself.</summary>
public abstract class TestSystem : IAsyncDisposable
{
    public abstract IConnector Connector { get; }

    public abstract IReadOnlyDictionary<string, string> Settings { get; }

    public Connection Connection(ConnectionLimits? limits = null) =>
        new() { Dataset = "shop", Kind = Connector.Kind, Settings = Settings, Limits = limits ?? new ConnectionLimits() };

    public IConnectedSystem Connect(ConnectionLimits? limits = null) => Connector.Connect(Connection(limits));

    /// <summary>Runs statements outside the connector.</summary>
    public abstract Task ExecuteAsync(string sql, params object?[] values);

    /// <summary>The placeholder of the n-th value, from 1.</summary>
    public abstract string Placeholder(int number);

    /// <summary>An expression for a text of one character repeated.</summary>
    public abstract string Repeat(char character, int times);

    /// <summary>The type of columns that hold bytes.</summary>
    public abstract string BytesType { get; }

    /// <summary>The types of columns that hold documents.</summary>
    public abstract IReadOnlyList<string> DocumentTypes { get; }

    public abstract ValueTask DisposeAsync();
}
