namespace Azure.Messaging.ServiceBus;

public class ServiceBusException : Exception
{
    internal ServiceBusException(bool isTransient, string entityPath) => (IsTransient, EntityPath) = (isTransient, entityPath);

    public bool IsTransient { get; }

    public string EntityPath { get; }
}
