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

    /// <summary>Rows of a statement outside the connector, sorted; values joined by bars, null as <c>-</c>.</summary>
    public async Task<string> TableAsync(string sql) => string.Join(' ', (await RowsAsync(sql)).Order(StringComparer.Ordinal));

    /// <summary>Rows of a statement outside the connector.</summary>
    public abstract Task<IReadOnlyList<string>> RowsAsync(string sql);

    /// <summary>Makes a trigger that runs a statement, or several, for each row.</summary>
    /// <param name="moment">Such as <c>AFTER DELETE</c>.</param>
    /// <param name="table">The table, quoted.</param>
    /// <param name="statements">With OLD as the row, each ended by a semicolon.</param>
    public abstract Task TriggerAsync(string moment, string table, string statements);

    /// <summary>A statement, for a trigger, that refuses.</summary>
    public abstract string Raise { get; }

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
