namespace Azure.Messaging.ServiceBus;

// Named by a constructor of ServiceBusClient only; nothing here uses its members.
public class ServiceBusClientOptions;
