using Microsoft.DurableTask.Client;

namespace PrivacyFunctions.Tests.Local.Durable.Suite;

/// <summary>A running host of orchestrations, seen through the public API alone.</summary>
public interface IDurableHost : IAsyncDisposable
{
    DurableTaskClient Client { get; }
}
