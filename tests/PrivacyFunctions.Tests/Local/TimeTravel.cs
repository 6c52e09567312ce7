using Microsoft.Extensions.Time.Testing;

namespace PrivacyFunctions.Tests.Local;

/// <summary>Moves a clock on while others wait on it.</summary>
internal static class TimeTravel
{
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(1);

    /// <summary>Advances step by step until the task has ended. Between the steps others get to run and to look at the clock.</summary>
    public static async Task AdvanceUntilAsync(this FakeTimeProvider time, Task task, TimeSpan step)
    {
        while (!task.IsCompleted)
        {
            time.Advance(step);
            await Task.WhenAny(task, Task.Delay(Breath, TimeProvider.System));
        }

        await task;
    }
}
