using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Reflection;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;

namespace PrivacyFunctions.Local.Functions;

internal sealed class LocalFunctionDefinition(string name, MethodInfo method) : FunctionDefinition
{
    public override ImmutableArray<FunctionParameter> Parameters { get; } =
        [.. method.GetParameters().Select(p => new FunctionParameter(p.Name!, p.ParameterType, p.HasDefaultValue, p.HasDefaultValue ? p.DefaultValue : null))];

    public override string PathToAssembly => method.DeclaringType!.Assembly.Location;

    public override string EntryPoint => $"{method.DeclaringType!.FullName}.{method.Name}";

    public override string Id => name;

    public override string Name => name;

    public override IImmutableDictionary<string, BindingMetadata> InputBindings => ImmutableDictionary<string, BindingMetadata>.Empty;

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings => ImmutableDictionary<string, BindingMetadata>.Empty;
}

/// <summary>What the trigger knows beside its main value: route values, or a message's properties.</summary>
internal sealed class LocalBindingContext(LocalFunctionContext context) : BindingContext
{
    public override IReadOnlyDictionary<string, object?> BindingData => field ??= Collect();

    private Dictionary<string, object?> Collect()
    {
        var data = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        if (context.Http is { } http)
        {
            foreach (var (key, value) in http.Request.RouteValues) data[key] = value;
        }

        if (context.Message is { } message)
        {
            data["MessageId"] = message.MessageId;
            data["DeliveryCount"] = message.DeliveryCount;
            data["EnqueuedTimeUtc"] = message.EnqueuedAt.UtcDateTime;
            data["SequenceNumber"] = message.Lock.Sequence;
            data["DeadLetterReason"] = message.DeadLetter?.Code;
        }

        if (context.Activity is { } activity) data["instanceId"] = activity.InstanceId;
        return data;
    }
}

/// <summary>The local runtime repeats through queues and orchestrations, never an invocation by itself.</summary>
internal sealed class LocalRetryContext : RetryContext
{
    public static LocalRetryContext Instance { get; } = new();

    public override int RetryCount => 0;

    public override int MaxRetryCount => 0;
}

internal sealed class LocalTraceContext : TraceContext
{
    public static LocalTraceContext Instance { get; } = new();

    public override string TraceParent => Activity.Current?.Id ?? "";

    public override string TraceState => Activity.Current?.TraceStateString ?? "";
}

internal sealed class LocalFeatures : IInvocationFeatures
{
    private readonly Dictionary<Type, object> _features = [];

    public void Set<T>(T? instance)
    {
        if (instance is null) _features.Remove(typeof(T));
        else _features[typeof(T)] = instance;
    }

    public T? Get<T>() => _features.TryGetValue(typeof(T), out var feature) ? (T)feature : default;

    public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => _features.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
