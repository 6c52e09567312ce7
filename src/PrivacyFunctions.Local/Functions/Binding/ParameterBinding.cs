using System.Linq.Expressions;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.DurableTask.Client;

namespace PrivacyFunctions.Local.Functions.Binding;

/// <summary>Gives an expression over the invocation's context for each parameter of a function.</summary>
internal static class ParameterBinding
{
    /// <summary>The context in the compiled code.</summary>
    public static ParameterExpression Context { get; } = Expression.Parameter(typeof(LocalFunctionContext), "context");

    public static List<Expression> Bind(MethodInfo method, FunctionTrigger trigger, List<string> problems)
    {
        var bound = new List<Expression>();
        foreach (var parameter in method.GetParameters())
        {
            if (Bind(parameter, trigger) is { } argument) bound.Add(argument);
            else problems.Add($"parameter '{parameter.Name}' of type {parameter.ParameterType.Name} cannot be bound by {Describe(trigger)}.");
        }

        return bound;
    }

    private static Expression? Bind(ParameterInfo parameter, FunctionTrigger trigger)
    {
        if (parameter.GetCustomAttribute<TriggerBindingAttribute>() is not null) return Trigger(parameter, trigger);
        if (parameter.ParameterType == typeof(FunctionContext)) return Expression.Convert(Context, typeof(FunctionContext));
        if (trigger is FunctionTrigger.Orchestrator) return null;
        if (parameter.ParameterType == typeof(CancellationToken)) return Read(nameof(LocalFunctionContext.CancellationToken));
        if (parameter.GetCustomAttribute<DurableClientAttribute>() is not null)
            return parameter.ParameterType == typeof(DurableTaskClient) ? Read(nameof(LocalFunctionContext.DurableClient)) : null;
        return trigger switch
        {
            FunctionTrigger.Http http => RouteValue(parameter, http),
            FunctionTrigger.Queue => MessageValue(parameter),
            FunctionTrigger.Activity => ActivityValue(parameter),
            _ => null,
        };
    }

    private static Expression? Trigger(ParameterInfo parameter, FunctionTrigger trigger) => trigger switch
    {
        FunctionTrigger.Http => Read(nameof(LocalFunctionContext.Request)),
        FunctionTrigger.Queue => Read(nameof(LocalFunctionContext.MessageBody)),
        FunctionTrigger.Timer => Read(nameof(LocalFunctionContext.Timer)),
        FunctionTrigger.Orchestrator => Read(nameof(LocalFunctionContext.Orchestration)),
        FunctionTrigger.Activity => Expression.Call(Context, nameof(LocalFunctionContext.ActivityInput), [parameter.ParameterType]),
        _ => null,
    };

    private static MethodCallExpression? RouteValue(ParameterInfo parameter, FunctionTrigger.Http http)
    {
        var name = RouteShape.Parameters(http.Route).FirstOrDefault(n => n.Equals(parameter.Name, StringComparison.OrdinalIgnoreCase));
        if (name is null) return null;
        var constant = Expression.Constant(name);
        var type = parameter.ParameterType;
        if (type == typeof(string)) return Expression.Call(Context, nameof(LocalFunctionContext.RouteText), [], constant);
        if (Nullable.GetUnderlyingType(type) is { } inner && IsParsable(inner))
            return Expression.Call(Context, nameof(LocalFunctionContext.OptionalRouteValue), [inner], constant);
        return IsParsable(type) ? Expression.Call(Context, nameof(LocalFunctionContext.RouteValue), [type], constant) : null;
    }

    private static MemberExpression? MessageValue(ParameterInfo parameter) => (parameter.Name?.ToUpperInvariant(), parameter.ParameterType) switch
    {
        ("MESSAGEID", var type) when type == typeof(string) => Read(nameof(LocalFunctionContext.MessageId)),
        ("DELIVERYCOUNT", var type) when type == typeof(int) => Read(nameof(LocalFunctionContext.DeliveryCount)),
        ("DEADLETTERREASON", var type) when type == typeof(string) => Read(nameof(LocalFunctionContext.DeadLetterReason)),
        _ => null,
    };

    private static MemberExpression? ActivityValue(ParameterInfo parameter) =>
        parameter.ParameterType == typeof(string) && "instanceId".Equals(parameter.Name, StringComparison.OrdinalIgnoreCase)
            ? Read(nameof(LocalFunctionContext.ActivityInstanceId))
            : null;

    private static bool IsParsable(Type type) =>
        type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IParsable<>) && i.GetGenericArguments()[0] == type);

    private static MemberExpression Read(string property) => Expression.Property(Context, property);

    private static string Describe(FunctionTrigger trigger) => trigger switch
    {
        FunctionTrigger.Http => "an HTTP trigger",
        FunctionTrigger.Queue => "a Service Bus trigger",
        FunctionTrigger.Timer => "a timer trigger",
        FunctionTrigger.Orchestrator => "an orchestration trigger",
        _ => "an activity trigger",
    };
}
