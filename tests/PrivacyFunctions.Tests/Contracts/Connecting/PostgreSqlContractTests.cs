namespace PrivacyFunctions.Tests.Contracts.Connecting;

public sealed class PostgreSqlContractTests : ConnectorContract
{
    protected override async Task<TestSystem> CreateAsync() => await PostgreSqlTestSystem.CreateAsync();
}
