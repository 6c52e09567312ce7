using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Logging;
using NSubstitute;

namespace PrivacyFunctions.Tests.AzureApi;

/// <summary>Default behaviour that code relies on and that a signature does not show.</summary>
public sealed class SliceBehaviourTests
{
    private readonly ILoggerFactory _loggers = Substitute.For<ILoggerFactory>();
    private readonly BareContext _context;

    public SliceBehaviourTests() => _context = new(_loggers);

    [Fact]
    public async Task A_second_argument_of_type_TaskOptions_is_options_not_input()
    {
        var options = TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromSeconds(1)));

        await _context.CallActivityAsync<int>("work", options);

        Assert.Equal(("work", (object?)null, options), Assert.Single(_context.Calls));
    }

    [Fact]
    public void A_retry_policy_is_unlimited_in_time_and_waits_an_hour_at_most()
    {
        var policy = new RetryPolicy(2, TimeSpan.FromSeconds(5));

        Assert.Equal(1.0, policy.BackoffCoefficient);
        Assert.Equal(TimeSpan.FromHours(1), policy.MaxRetryInterval);
        Assert.Equal(Timeout.InfiniteTimeSpan, policy.RetryTimeout);
        Assert.True(policy.Handle(new InvalidOperationException()));
    }

    [Theory]
    [InlineData(0, 1, 1.0, null)]
    [InlineData(1, 0, 1.0, null)]
    [InlineData(1, 1, 0.9, null)]
    [InlineData(1, 5, 1.0, 4)]
    public void An_impossible_retry_policy_is_refused(int attempts, int firstSeconds, double backOff, int? longestSeconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(
            attempts, TimeSpan.FromSeconds(firstSeconds), backOff, longestSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null));

    [Fact]
    public async Task Waiting_for_an_event_with_a_limit_ends_as_cancelled()
    {
        var wait = _context.WaitForExternalEvent<string>("never", TimeSpan.FromMinutes(1));
        _context.Timer.SetResult();

        await Assert.ThrowsAsync<TaskCanceledException>(() => wait);
        Assert.Equal(_context.CurrentUtcDateTime.AddMinutes(1), Assert.Single(_context.Calls));
    }

    [Fact]
    public void A_replay_safe_logger_is_silent_while_replaying()
    {
        var inner = Substitute.For<ILogger>();
        inner.IsEnabled(default).ReturnsForAnyArgs(true);
        _loggers.CreateLogger("name").Returns(inner);
        var logger = _context.CreateReplaySafeLogger("name");

        _context.Replays = true;
        Write(logger);
        Assert.Empty(Written(inner));
        _context.Replays = false;
        Write(logger);
        Assert.Single(Written(inner));

        static void Write(ILogger to) => to.Log(LogLevel.Information, 1, "text", null, (state, _) => state);
        static IEnumerable<NSubstitute.Core.ICall> Written(ILogger by) =>
            by.ReceivedCalls().Where(call => call.GetMethodInfo().Name == nameof(ILogger.Log));
    }

    [Fact]
    public void A_failure_names_its_cause_by_type()
    {
        var details = TaskFailureDetails.FromException(new InvalidOperationException("outer", new FormatException("inner")));

        Assert.True(details.IsCausedBy<InvalidOperationException>());
        Assert.True(details.IsCausedBy<SystemException>());
        Assert.False(details.IsCausedBy<FormatException>());
        Assert.True(details.InnerFailure!.IsCausedBy<FormatException>());
        Assert.False((details with { ErrorType = "Nowhere.Exception" }).IsCausedBy<Exception>());
        Assert.Throws<ArgumentException>(() => details.IsCausedBy(typeof(string)));
        Assert.EndsWith(": outer", new TaskFailedException("work", 7, details).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_and_versions_compare_without_case()
    {
        Assert.Equal(new TaskName("Work"), new TaskName("work"));
        Assert.Equal(new TaskVersion(""), TaskVersion.Unversioned);
        Assert.Equal(default, (TaskName)"");
        Assert.Throws<ArgumentException>(() => new TaskVersion("  "));
    }

    [Fact]
    public void Copied_options_keep_everything()
    {
        var options = new TaskOptions(new RetryPolicy(1, TimeSpan.FromSeconds(1)), new Dictionary<string, string> { ["a"] = "b" }) { Version = "2" };

        var sub = options.WithInstanceId("child");

        Assert.Equal(("child", "2"), (sub.InstanceId, (string)sub.Version!.Value));
        Assert.Same(options.Retry, sub.Retry);
        Assert.Same(options.Tags, sub.Tags);
        Assert.Equal("child", new SubOrchestrationOptions((TaskOptions)sub).InstanceId);
    }

    [Fact]
    public void The_default_converter_writes_names_as_they_are() =>
        Assert.Equal("""{"PurgedInstanceCount":2,"IsComplete":null}""", JsonDataConverter.Default.Serialize(new PurgeResult(2)));

    [Fact]
    public async Task Pages_are_read_until_there_is_no_token()
    {
        var pageable = Pageable.Create<int>((token, _) => Task.FromResult(token is null ? new Page<int>([1, 2], "next") : new Page<int>([3])));

        Assert.Equal([1, 2, 3], await pageable.ToListAsync());
    }
}
