using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using PrivacyFunctions.Local.Durable;
using PrivacyFunctions.Local.Messaging;

namespace PrivacyFunctions.Local.Functions;

/// <summary>One invocation of a function. Parts that functions rarely ask for are made when asked for.</summary>
internal sealed class LocalFunctionContext(Function function, IServiceProvider services, CancellationToken cancellation) : FunctionContext
{
    // The key under which the ASP.NET Core integration keeps the HttpContext.
    private const string HttpContextKey = "HttpRequestContext";

    private string? _invocationId;
    private IDictionary<object, object>? _items;
    private LocalFeatures? _features;

    public override string InvocationId => _invocationId ??= Guid.NewGuid().ToString();

    public override string FunctionId => function.Definition.Id;

    public override TraceContext TraceContext { get; } = LocalTraceContext.Instance;

    public override BindingContext BindingContext => field ??= new LocalBindingContext(this);

    public override Microsoft.Azure.Functions.Worker.RetryContext RetryContext { get; } = LocalRetryContext.Instance;

    public override IServiceProvider InstanceServices { get; set; } = services;

    public override FunctionDefinition FunctionDefinition => function.Definition;

    public override IDictionary<object, object> Items
    {
        get => _items ??= Http is null ? new Dictionary<object, object>() : new Dictionary<object, object> { [HttpContextKey] = Http };
        set => _items = value;
    }

    public override IInvocationFeatures Features => _features ??= new LocalFeatures();

    public override CancellationToken CancellationToken { get; } = cancellation;

    public HttpContext? Http { get; init; }

    public ReceivedMessage? Message { get; init; }

    public TimerInfo? Timer { get; init; }

    public TaskOrchestrationContext? Orchestration { get; init; }

    public ActivityInvocation? Activity { get; init; }

    public HttpRequest? Request => Http?.Request;

    public string? MessageBody => Message?.Body;

    public string? MessageId => Message?.MessageId;

    public int DeliveryCount => Message?.DeliveryCount ?? 0;

    public string? DeadLetterReason => Message?.DeadLetter?.Code;

    public string? ActivityInstanceId => Activity?.InstanceId;

    public DurableTaskClient DurableClient => InstanceServices.GetRequiredService<DurableTaskClient>();

    public T? ActivityInput<T>() =>
        Activity?.Input is { } json ? InstanceServices.GetRequiredService<DataConverter>().Deserialize<T>(json) : default;

    public string? RouteText(string name) => Http?.Request.RouteValues[name] as string;

    public T RouteValue<T>(string name)
        where T : IParsable<T> =>
        T.TryParse(RouteText(name), CultureInfo.InvariantCulture, out var value) ? value : throw new RouteValueMismatchException(name);

    public T? OptionalRouteValue<T>(string name)
        where T : struct, IParsable<T> =>
        RouteText(name) is null ? null : RouteValue<T>(name);
}
