using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.DurableTask;
using Microsoft.Extensions.Configuration;
using PrivacyFunctions.Local.Messaging;
using PrivacyFunctions.Local.Timers;

namespace PrivacyFunctions.Local.Functions.Binding;

/// <summary>Reads the one trigger of a function from the attribute of its parameter.</summary>
internal sealed class TriggerReader
{
    private readonly string _function;
    private readonly IConfiguration _settings;
    private readonly List<string> _problems;

    private TriggerReader(string function, IConfiguration settings, List<string> problems) =>
        (_function, _settings, _problems) = (function, settings, problems);

    public static FunctionTrigger? Read(string function, MethodInfo method, IConfiguration settings, List<string> problems)
    {
        var triggers = (from parameter in method.GetParameters()
                        let attribute = parameter.GetCustomAttribute<TriggerBindingAttribute>()
                        where attribute is not null
                        select (parameter, attribute)).ToList();
        if (triggers.Count == 1) return new TriggerReader(function, settings, problems).Read(triggers[0].parameter, triggers[0].attribute);
        problems.Add(triggers.Count == 0 ? "it has no trigger." : "it has more than one trigger.");
        return null;
    }

    private FunctionTrigger? Read(ParameterInfo parameter, TriggerBindingAttribute attribute) => attribute switch
    {
        HttpTriggerAttribute http => Typed<HttpRequest>(parameter, Http(http)),
        ServiceBusTriggerAttribute queue => Typed<string>(parameter, Queue(queue)),
        TimerTriggerAttribute timer => Typed<TimerInfo>(parameter, Timer(timer)),
        OrchestrationTriggerAttribute => Typed<TaskOrchestrationContext>(parameter, new FunctionTrigger.Orchestrator()),
        ActivityTriggerAttribute => new FunctionTrigger.Activity(),
        _ => Refuse($"the local runtime has no trigger {attribute.GetType().Name}."),
    };

    private FunctionTrigger.Http Http(HttpTriggerAttribute attribute)
    {
        if (attribute.AuthLevel != AuthorizationLevel.Anonymous)
            _problems.Add("its authorization level must be Anonymous; the local runtime has no function keys.");
        var methods = (attribute.Methods ?? []).Select(m => m.ToUpperInvariant()).Distinct().ToList();
        return new FunctionTrigger.Http(methods, Resolve(attribute.Route ?? _function).TrimStart('/'));
    }

    private FunctionTrigger.Queue Queue(ServiceBusTriggerAttribute attribute)
    {
        if (attribute.IsBatched || attribute.IsSessionsEnabled)
            _problems.Add("the local runtime delivers single messages without sessions.");
        if (attribute.QueueName is { } queue) return new FunctionTrigger.Queue(Resolve(queue));
        var topic = Resolve(attribute.TopicName ?? "");
        return new FunctionTrigger.Queue(EntityPath.Subscription(topic, Resolve(attribute.SubscriptionName ?? "")), topic);
    }

    private FunctionTrigger.Timer Timer(TimerTriggerAttribute attribute)
    {
        var missing = _problems.Count;
        var schedule = Resolve(attribute.Schedule);
        if (_problems.Count == missing && TimerSchedule.Problem(schedule) is { } problem) _problems.Add(problem);
        return new FunctionTrigger.Timer(schedule, attribute.UseMonitor, attribute.RunOnStartup);
    }

    private FunctionTrigger? Typed<T>(ParameterInfo parameter, FunctionTrigger trigger) =>
        parameter.ParameterType == typeof(T)
            ? trigger
            : Refuse($"parameter '{parameter.Name}' must be of type {typeof(T).Name} for its trigger, not {parameter.ParameterType.Name}.");

    private FunctionTrigger? Refuse(string problem)
    {
        _problems.Add(problem);
        return null;
    }

    private string Resolve(string text)
    {
        var missing = new List<string>();
        var resolved = SettingPlaceholders.Resolve(text, _settings, missing);
        _problems.AddRange(missing.Select(name => $"the setting {name} is missing."));
        return resolved;
    }
}
