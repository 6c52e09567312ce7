namespace PrivacyFunctions.Tests.Contracts.Connecting;

public sealed class SqliteContractTests : ConnectorContract
{
    protected override Task<TestSystem> CreateAsync() => Task.FromResult<TestSystem>(new SqliteTestSystem());
}
