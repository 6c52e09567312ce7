using System.Security.Cryptography;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace PrivacyFunctions.Tests.Architecture.Fixtures;

public sealed class DeterministicOrchestrator
{
    public static async Task<int> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var logger = context.CreateReplaySafeLogger("x");
        using var end = new CancellationTokenSource();
        var timer = context.CreateTimer(TimeSpan.FromSeconds(1), end.Token);
        var works = new[] { 1, 2 }.Select(number => context.CallActivityAsync<int>("work", number)).ToList();
        await Task.WhenAny(timer, Task.WhenAll(works));
        await end.CancelAsync();
        logger.Log(LogLevel.Information, default, works.Count, null, (count, _) => $"{count}");
        try
        {
            return works.Sum(work => work.Result) + context.NewGuid().ToByteArray().Length;
        }
        catch (TaskFailedException failure) when (failure.FailureDetails.ErrorMessage == "busy")
        {
            return 0;
        }
    }
}

public interface IGreeting
{
    string Text();
}

public sealed class GreetingByClock : IGreeting
{
    public string Text() => DateTime.UtcNow.Hour < 12 ? "morning" : "day";
}

public sealed class UnreliableOrchestrator(ILogger<UnreliableOrchestrator> logger, IConfiguration configuration, IGreeting greeting)
{
    private static int _runs;

    public async Task<string> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, CancellationToken cancellation)
    {
        logger.Log(LogLevel.Information, default, 1, null, (_, _) => "");
        _runs++;
        await Task.Run(() => File.ReadAllText("x"), cancellation);
        try
        {
            await context.CallActivityAsync<int>(Choose());
        }
        catch (TaskFailedException failure) when (failure.FailureDetails.IsCausedBy<IOException>())
        {
            return configuration["x"] + Environment.MachineName;
        }

        return greeting.Text();
    }

    private static string Choose()
    {
        Func<string> later = () => Guid.NewGuid().ToString();
        return later() + RandomNumberGenerator.GetInt32(3) + Random.Shared.Next() + "x".GetHashCode(StringComparison.Ordinal);
    }
}
