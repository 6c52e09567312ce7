namespace PrivacyFunctions.Tests.Contracts.Connecting;

public sealed class PostgreSqlContractTests : ConnectorContract
{
    protected override async Task<TestSystem> CreateAsync() => await PostgreSqlTestSystem.CreateAsync();

    protected override Task DocumentsAsync(string values) =>
        Database.ExecuteAsync($"CREATE TABLE document (id INTEGER PRIMARY KEY, body JSONB); INSERT INTO document VALUES {values}");
}

public sealed class PostgreSqlPlainJsonContractTests : ConnectorContract
{
    protected override async Task<TestSystem> CreateAsync() => await PostgreSqlTestSystem.CreateAsync();

    protected override Task DocumentsAsync(string values) =>
        Database.ExecuteAsync($"CREATE TABLE document (id INTEGER PRIMARY KEY, body JSON); INSERT INTO document VALUES {values}");
}
