using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using PrivacyFunctions.Local.Messaging;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Tests.Local.Messaging;

namespace PrivacyFunctions.Tests.Local.Functions;

public sealed class MessageFunctionTests : IAsyncLifetime
{
    private readonly Seen _seen = new();
    private FunctionServer _host = null!;

    public async Task InitializeAsync() => _host = await FunctionServer.StartAsync(
        new Dictionary<string, string?> { ["Orders__Queue"] = "orders" },
        services => services
            .AddSingleton(_seen)
            .AddSingleton(new PumpOptions { RedeliveryDelay = _ => TimeSpan.Zero }),
        typeof(Consumers));

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_message_is_bound_with_body_id_and_delivery_count()
    {
        await _host.Server.Services.GetRequiredService<IMessageSender>().SendAsync("orders", "m1", "the body", null, CancellationToken.None);

        Assert.Equal(("the body", "m1", 1), Assert.Single(await _seen.Orders.All));
    }

    [Fact]
    public async Task A_function_that_fails_ten_times_finds_its_message_in_the_dead_letter_trigger()
    {
        await _host.Broker.SendAsync(new OutgoingMessage("poison", "p1", "{}"), CancellationToken.None);

        Assert.Equal(("p1", "MaxDeliveryCountExceeded"), Assert.Single(await _seen.Dead.All));
        Assert.Equal(10, _seen.PoisonDeliveries);
        Assert.DoesNotContain(_host.Log.Lines, l => l.Contains("ada@example.org", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_subscription_gets_what_is_published_to_its_topic()
    {
        await _host.Broker.SendAsync(new OutgoingMessage(MessageEntities.PrivacyEvents, "e1", """{"id":"e1"}"""), CancellationToken.None);

        Assert.Equal("""{"id":"e1"}""", Assert.Single(await _seen.Events.All));
    }

    [Fact]
    public async Task The_queue_of_verified_requests_takes_ids_up_to_1_KB_only()
    {
        await Assert.ThrowsAsync<MessageRefusedException>(() => _host.Broker.SendAsync(
            new OutgoingMessage(MessageEntities.VerifiedRequests, "v1", """{"requestId":"ada@example.org"}"""), CancellationToken.None));
        await Assert.ThrowsAsync<MessageRefusedException>(() => _host.Broker.SendAsync(
            new OutgoingMessage(MessageEntities.VerifiedRequests, "v1", $$"""{"a":{{new string('1', 1024)}}}"""), CancellationToken.None));
    }

    public sealed class Seen
    {
        private int _poisonDeliveries;

        internal Probe<(string Body, string Id, int Deliveries)> Orders { get; } = new(1);

        internal Probe<(string Id, string Reason)> Dead { get; } = new(1);

        internal Probe<string> Events { get; } = new(1);

        internal int PoisonDeliveries => _poisonDeliveries;

        internal void Poisoned() => Interlocked.Increment(ref _poisonDeliveries);
    }

    public sealed class Consumers(Seen seen)
    {
        [Function("Order")]
        public Task OrderAsync(
            [ServiceBusTrigger("%Orders__Queue%", Connection = "ServiceBus")] string body, string messageId, int deliveryCount, CancellationToken cancellation)
        {
            cancellation.ThrowIfCancellationRequested();
            return seen.Orders.SeeAsync((body, messageId, deliveryCount));
        }

        [Function("Poison")]
        public Task PoisonAsync([ServiceBusTrigger("poison")] string body)
        {
            seen.Poisoned();
            throw new InvalidOperationException($"ada@example.org {body}");
        }

        [Function("DeadPoison")]
        public Task DeadAsync([ServiceBusTrigger("poison/$DeadLetterQueue")] string body, string messageId, string deadLetterReason)
        {
            Assert.Equal("{}", body);
            return seen.Dead.SeeAsync((messageId, deadLetterReason));
        }

        [Function("OnEvent")]
        public Task EventAsync([ServiceBusTrigger("privacy-events", "mirror")] string body) => seen.Events.SeeAsync(body);
    }
}
