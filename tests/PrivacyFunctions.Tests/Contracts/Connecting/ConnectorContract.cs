using PrivacyFunctions.Connecting;
using static PrivacyFunctions.Tests.Contracts.Connecting.Reading;

namespace PrivacyFunctions.Tests.Contracts.Connecting;

/// <summary>What every connector to a database promises, asked of a real one.</summary>
public abstract partial class ConnectorContract : IAsyncLifetime
{
    protected TestSystem Database { get; private set; } = null!;

    protected IConnectedSystem System { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Database = await CreateAsync();
        System = Database.Connect();
    }

    public async Task DisposeAsync()
    {
        await System.DisposeAsync();
        await Database.DisposeAsync();
    }

    protected abstract Task<TestSystem> CreateAsync();

    private Task PeopleAsync() => Database.ExecuteAsync("""
        CREATE TABLE person (id INTEGER PRIMARY KEY, email TEXT, company INTEGER, branch TEXT, note TEXT);
        INSERT INTO person VALUES
            (1, 'ann@example.com', 7, 'north', 'first'), (2, 'bob@example.com', 7, 'south', NULL),
            (3, 'Ann@EXAMPLE.com', 8, 'north', ''), (4, NULL, NULL, NULL, 'nobody'), (5, '  ann@Example.COM ', 9, 'west', 'padded');
        """);
}
