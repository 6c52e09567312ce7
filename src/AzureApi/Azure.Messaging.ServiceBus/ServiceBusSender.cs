namespace Azure.Messaging.ServiceBus;

public class ServiceBusSender : IAsyncDisposable
{
    protected ServiceBusSender()
    {
    }

    public virtual string EntityPath => throw Slice.CannotRun();

    public virtual Task SendMessageAsync(ServiceBusMessage message, CancellationToken cancellationToken = default) =>
        throw Slice.CannotRun();

    public virtual Task SendMessagesAsync(
        IEnumerable<ServiceBusMessage> messages, CancellationToken cancellationToken = default) =>
        throw Slice.CannotRun();

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
