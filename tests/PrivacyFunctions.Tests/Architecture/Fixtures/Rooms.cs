using Microsoft.DurableTask.Client;

namespace PrivacyFunctions.Tests.Architecture.Fixtures.Rooms.Bundling
{
    public sealed record BundleFacts(int Count);

    public sealed class BundleWriter
    {
        public int Write() => 1;
    }
}

namespace PrivacyFunctions.Tests.Architecture.Fixtures.Rooms.Delivery
{
    public sealed class UsesAnotherFeatureInCode
    {
        public object Deliver() => new Bundling.BundleWriter().Write();
    }

    public sealed class StartsOrchestrations
    {
        public Task Start(DurableTaskClient client) => client.ScheduleNewOrchestrationInstanceAsync("x");
    }
}

namespace PrivacyFunctions.Tests.Architecture.Fixtures.Rooms.Orchestration
{
    public sealed class UsesARecord
    {
        public Bundling.BundleFacts? Facts { get; init; }
    }

    public sealed class UsesAService
    {
        public async Task<int> Run()
        {
            await Task.CompletedTask;
            return new Bundling.BundleWriter().Write();
        }
    }
}

namespace PrivacyFunctions.Tests.Architecture.Fixtures.Rooms.Intake
{
    public sealed class MayStartOrchestrations
    {
        public Task Start(DurableTaskClient client) => client.ScheduleNewOrchestrationInstanceAsync("x");
    }
}

namespace PrivacyFunctions.Tests.Architecture.Fixtures.Rooms.Law
{
    public sealed class UsesAFeature
    {
        public List<Bundling.BundleFacts> Facts { get; } = [];
    }

    public sealed class UsesAFoundationItMayNot
    {
        public Ports.Port? Port { get; init; }
    }
}

namespace PrivacyFunctions.Tests.Architecture.Fixtures.Rooms.Ports
{
    public sealed class Port;
}

namespace PrivacyFunctions.Tests.Architecture.Fixtures.Rooms.Utilities
{
    public sealed class Anything;
}
