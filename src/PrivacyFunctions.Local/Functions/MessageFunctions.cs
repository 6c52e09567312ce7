using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PrivacyFunctions.Local.Messaging;

namespace PrivacyFunctions.Local.Functions;

/// <summary>Connects functions with a Service Bus trigger to the local queues.</summary>
internal static class MessageFunctions
{
    /// <summary>The queues and topics that the triggers name and the product's own list lacks, with default settings.</summary>
    public static MessagingTopology Topology(FunctionCatalogue catalogue, IReadOnlyList<EntitySettings> known)
    {
        var triggers = catalogue.Functions.Select(f => f.Trigger).OfType<FunctionTrigger.Queue>().ToList();
        var names = known.Select(k => k.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var queues = triggers.Where(t => t.Topic is null)
            .Select(t => EntityPath.Owner(t.Entity))
            .Where(names.Add)
            .Select(name => new QueueSettings { Name = name });
        var topics = triggers.Select(t => t.Topic).OfType<string>()
            .Where(names.Add)
            .Select(name => new TopicSettings { Name = name });
        return new MessagingTopology(known.Concat(queues).Concat(topics).Select(e => WithSubscriptions(e, triggers)).ToList());
    }

    /// <summary>One pump for each function; not started.</summary>
    public static IEnumerable<MessagePump> Pumps(FunctionCatalogue catalogue, IServiceProvider services) =>
        from function in catalogue.Functions
        where function.Trigger is FunctionTrigger.Queue
        select new MessagePump(
            services.GetRequiredService<MessageBroker>(),
            ((FunctionTrigger.Queue)function.Trigger).Entity,
            Handler(function, services.GetRequiredService<IServiceScopeFactory>()),
            services.GetService<PumpOptions>() ?? new PumpOptions(),
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<MessagePump>>());

    private static MessageHandler Handler(Function function, IServiceScopeFactory scopes) => async (message, cancellation) =>
    {
        await using var scope = scopes.CreateAsyncScope();
        await function.Code.RunAsync(new LocalFunctionContext(function, scope.ServiceProvider, cancellation) { Message = message });
    };

    private static EntitySettings WithSubscriptions(EntitySettings entity, List<FunctionTrigger.Queue> triggers)
    {
        if (entity is not TopicSettings topic) return entity;
        var named = triggers
            .Where(t => topic.Name.Equals(t.Topic, StringComparison.OrdinalIgnoreCase))
            .Select(t => EntityPath.Owner(t.Entity)[EntityPath.Subscription(topic.Name, "").Length..]);
        return topic with { Subscriptions = [.. topic.Subscriptions.Union(named, StringComparer.OrdinalIgnoreCase)] };
    }
}
