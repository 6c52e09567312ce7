namespace Azure.Messaging.ServiceBus;

public class ServiceBusMessage
{
    public ServiceBusMessage()
        : this(default(ReadOnlyMemory<byte>))
    {
    }

    public ServiceBusMessage(string body)
        : this(BinaryData.FromString(body))
    {
    }

    public ServiceBusMessage(ReadOnlyMemory<byte> body)
        : this(BinaryData.FromBytes(body))
    {
    }

    public ServiceBusMessage(BinaryData body)
    {
        ArgumentNullException.ThrowIfNull(body);
        Body = body;
    }

    public IDictionary<string, object> ApplicationProperties { get; } = new Dictionary<string, object>();

    public BinaryData Body { get; set; }

    public string ContentType { get; set; } = null!;

    public string CorrelationId { get; set; } = null!;

    public string MessageId { get; set; } = null!;

    public string PartitionKey { get; set; } = null!;

    public string SessionId { get; set; } = null!;

    public string Subject { get; set; } = null!;

    public string To { get; set; } = null!;

    public string ReplyTo { get; set; } = null!;

    public DateTimeOffset ScheduledEnqueueTime { get; set; }

    public TimeSpan TimeToLive { get; set; } = TimeSpan.MaxValue;
}
