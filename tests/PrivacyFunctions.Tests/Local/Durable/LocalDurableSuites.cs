using PrivacyFunctions.Local.Durable;
using PrivacyFunctions.Tests.Local.Durable.Suite;

namespace PrivacyFunctions.Tests.Local.Durable;

/// <summary>The suite on the embedded engine, orchestrations kept in memory.</summary>
public sealed class KeptInMemorySuite : DocumentedSuite
{
    protected override async Task<IDurableHost> StartAsync(TestFunctions functions) => await LocalDurableHost.StartAsync(functions);
}

/// <summary>The suite on the embedded engine, every orchestration replayed at every event.</summary>
public sealed class AlwaysReplayedSuite : DocumentedSuite
{
    protected override async Task<IDurableHost> StartAsync(TestFunctions functions) =>
        await LocalDurableHost.StartAsync(functions, new DurableEngineOptions { KeepInMemory = TimeSpan.Zero });
}
