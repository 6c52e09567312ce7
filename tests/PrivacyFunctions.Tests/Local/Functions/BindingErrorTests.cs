using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PrivacyFunctions.Local.Functions;
using PrivacyFunctions.Local.Messaging;

namespace PrivacyFunctions.Tests.Local.Functions;

public sealed class BindingErrorTests
{
    [Theory]
    [InlineData(typeof(WithoutTrigger), "Function 'F' (WithoutTrigger.Run): it has no trigger.")]
    [InlineData(typeof(TwoTriggers), "it has more than one trigger.")]
    [InlineData(typeof(UnknownParameter), "parameter 'count' of type Int32 cannot be bound by an HTTP trigger.")]
    [InlineData(typeof(RouteOfOddType), "parameter 'id' of type Object cannot be bound by an HTTP trigger.")]
    [InlineData(typeof(ByReference), "parameter 'http' must not be passed by reference.")]
    [InlineData(typeof(WrongHttpType), "parameter 'http' must be of type HttpRequest for its trigger, not String.")]
    [InlineData(typeof(NeedsKey), "its authorization level must be Anonymous; the local runtime has no function keys.")]
    [InlineData(typeof(BatchOfMessages), "the local runtime delivers single messages without sessions.")]
    [InlineData(typeof(MessageIdAsNumber), "parameter 'messageId' of type Int32 cannot be bound by a Service Bus trigger.")]
    [InlineData(typeof(BadSchedule), "'every now and then' is neither an NCRONTAB expression nor a positive time span.")]
    [InlineData(typeof(MissingSetting), "the setting Cleaning__Schedule is missing.")]
    [InlineData(typeof(OrchestratorWithToken), "parameter 'cancellation' of type CancellationToken cannot be bound by an orchestration trigger.")]
    [InlineData(typeof(OrchestratorWithClient), "parameter 'client' of type DurableTaskClient cannot be bound by an orchestration trigger.")]
    [InlineData(typeof(Generic<>), "it must not be generic.")]
    [InlineData(typeof(Abstract), "its class is abstract.")]
    public void A_function_that_cannot_run_is_named_with_the_reason(Type type, string problem)
    {
        var refused = Assert.Throws<FunctionBindingException>(() => Discover(type));

        Assert.EndsWith(problem, Assert.Single(refused.Problems), StringComparison.Ordinal);
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_problems_are_named_at_once()
    {
        var refused = Assert.Throws<FunctionBindingException>(() => Discover(typeof(WithoutTrigger), typeof(NeedsKey), typeof(BadSchedule)));
        Assert.Equal(3, refused.Problems.Count);
    }

    [Fact]
    public void Names_are_unique_without_regard_to_case()
    {
        var refused = Assert.Throws<FunctionBindingException>(() => Discover(typeof(SameName)));
        Assert.Contains("used by 2 functions: SameName.One, SameName.Two", Assert.Single(refused.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_functions_cannot_answer_the_same_call()
    {
        var refused = Assert.Throws<FunctionBindingException>(() => Discover(typeof(SameRoute)));
        Assert.Equal("GET /things/{} is answered by 2 functions: One, Two.", Assert.Single(refused.Problems));
    }

    [Fact]
    public void A_service_that_nobody_registered_is_named_before_anything_starts()
    {
        using var services = new ServiceCollection().BuildServiceProvider();
        var refused = Assert.Throws<FunctionBindingException>(
            () => Discover(typeof(NeedsBroker)).CheckServices(services.GetRequiredService<IServiceProviderIsService>()));
        Assert.Equal("NeedsBroker needs MessageBroker, which is not registered.", Assert.Single(refused.Problems));
    }

    [Fact]
    public void Settings_are_resolved_in_every_trigger()
    {
        var catalogue = Discover(typeof(Placeholders));

        Assert.Equal(
            [
                new FunctionTrigger.Http(["GET"], "shop/orders"),
                new FunctionTrigger.Queue("orders/Subscriptions/mail", "orders"),
                new FunctionTrigger.Queue("orders/$DeadLetterQueue"),
                new FunctionTrigger.Timer("0 0 3 * * *", UseMonitor: false, RunOnStartup: true),
            ],
            catalogue.Functions.OrderBy(f => f.Name).Select(f => f.Trigger),
            TriggerEquality);
    }

    private static FunctionCatalogue Discover(params Type[] types) => FunctionCatalogue.Discover(types, Settings());

    private static IConfigurationRoot Settings() => new ConfigurationBuilder()
        .AddInMemoryCollection([new("Shop:Root", "shop"), new("Shop:Queue", "orders"), new("Schedule", "0 0 3 * * *")])
        .Build();

    private static bool TriggerEquality(FunctionTrigger a, FunctionTrigger b) => (a, b) switch
    {
        (FunctionTrigger.Http x, FunctionTrigger.Http y) => x.Route == y.Route && x.Methods.SequenceEqual(y.Methods),
        _ => a == b,
    };

    public static class WithoutTrigger
    {
        [Function("F")]
        public static void Run(string input) => _ = input;
    }

    public static class TwoTriggers
    {
        [Function("F")]
        public static void Run([HttpTrigger("get")] HttpRequest http, [TimerTrigger("00:01:00")] TimerInfo timer) => _ = (http, timer);
    }

    public static class UnknownParameter
    {
        [Function("F")]
        public static void Run([HttpTrigger("get", Route = "a/{id}")] HttpRequest http, string id, int count) => _ = (http, id, count);
    }

    public static class RouteOfOddType
    {
        [Function("F")]
        public static void Run([HttpTrigger("get", Route = "a/{id}")] HttpRequest http, object id) => _ = (http, id);
    }

    public static class ByReference
    {
        [Function("F")]
        public static void Run([HttpTrigger("get")] ref HttpRequest http) => _ = http;
    }

    public static class WrongHttpType
    {
        [Function("F")]
        public static void Run([HttpTrigger("get")] string http) => _ = http;
    }

    public static class NeedsKey
    {
        [Function("F")]
        public static void Run([HttpTrigger(AuthorizationLevel.Function, "get")] HttpRequest http) => _ = http;
    }

    public static class BatchOfMessages
    {
        [Function("F")]
        public static void Run([ServiceBusTrigger("q", IsBatched = true)] string body) => _ = body;
    }

    public static class MessageIdAsNumber
    {
        [Function("F")]
        public static void Run([ServiceBusTrigger("q")] string body, int messageId) => _ = (body, messageId);
    }

    public static class BadSchedule
    {
        [Function("F3")]
        public static void Run([TimerTrigger("every now and then")] TimerInfo timer) => _ = timer;
    }

    public static class MissingSetting
    {
        [Function("F")]
        public static void Run([TimerTrigger("%Cleaning__Schedule%")] TimerInfo timer) => _ = timer;
    }

    public static class OrchestratorWithToken
    {
        [Function("F")]
        public static void Run([OrchestrationTrigger] TaskOrchestrationContext context, CancellationToken cancellation) => _ = (context, cancellation);
    }

    public static class OrchestratorWithClient
    {
        [Function("F")]
        public static void Run([OrchestrationTrigger] TaskOrchestrationContext context, [DurableClient] DurableTaskClient client) => _ = (context, client);
    }

    public sealed class Generic<T>
    {
        [Function("F")]
        public void Run([HttpTrigger("get")] HttpRequest http) => _ = (http, this);
    }

    public abstract class Abstract
    {
        [Function("F")]
        public void Run([HttpTrigger("get")] HttpRequest http) => _ = (http, this);
    }

    public static class SameName
    {
        [Function("Clean")]
        public static void One([TimerTrigger("00:01:00")] TimerInfo timer) => _ = timer;

        [Function("clean")]
        public static void Two([TimerTrigger("00:01:00")] TimerInfo timer) => _ = timer;
    }

    public static class SameRoute
    {
        [Function("One")]
        public static void One([HttpTrigger("get", "post", Route = "things/{id}")] HttpRequest http) => _ = http;

        [Function("Two")]
        public static void Two([HttpTrigger("get", Route = "things/{name:int}")] HttpRequest http) => _ = http;
    }

    public sealed class NeedsBroker(MessageBroker broker)
    {
        [Function("F")]
        public void Run([TimerTrigger("00:01:00")] TimerInfo timer) => _ = (timer, broker);
    }

    public static class Placeholders
    {
        [Function("A")]
        public static void A([HttpTrigger("get", Route = "/%Shop__Root%/orders")] HttpRequest http) => _ = http;

        [Function("B")]
        public static void B([ServiceBusTrigger("%Shop__Queue%", "mail")] string body) => _ = body;

        [Function("C")]
        public static void C([ServiceBusTrigger("%Shop__Queue%/$DeadLetterQueue")] string body) => _ = body;

        [Function("D")]
        public static void D([TimerTrigger("%Schedule%", UseMonitor = false, RunOnStartup = true)] TimerInfo timer) => _ = timer;
    }
}
