using System.Diagnostics;

namespace PrivacyFunctions.EndToEnd.Running;

/// <summary>Waits for another process to get somewhere.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Asks again until there is an answer.</summary>
    /// <exception cref="TimeoutException">There was none in time.</exception>
    public static async Task<T> ForAsync<T>(string what, Func<Task<T?>> look) where T : class
    {
        for (var begun = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begun) < Patience;)
        {
            if (await look() is { } found) return found;
            await Task.Delay(Pause);
        }

        throw new TimeoutException($"There was never {what}.");
    }
}
