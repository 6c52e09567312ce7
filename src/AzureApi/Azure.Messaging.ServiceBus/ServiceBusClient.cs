using Azure.Core;

namespace Azure.Messaging.ServiceBus;

public class ServiceBusClient : IAsyncDisposable
{
    protected ServiceBusClient()
    {
    }

    public ServiceBusClient(string connectionString) => throw Slice.CannotRun();

    public ServiceBusClient(string fullyQualifiedNamespace, TokenCredential credential) => throw Slice.CannotRun();

    public ServiceBusClient(string fullyQualifiedNamespace, TokenCredential credential, ServiceBusClientOptions options) =>
        throw Slice.CannotRun();

    public virtual string FullyQualifiedNamespace => throw Slice.CannotRun();

    public virtual ServiceBusSender CreateSender(string queueOrTopicName) => throw Slice.CannotRun();

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
