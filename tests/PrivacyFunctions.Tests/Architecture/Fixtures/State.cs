namespace PrivacyFunctions.Tests.Architecture.Fixtures;

public sealed class StaticState
{
    public const int Constant = 1;

    public static readonly string Fine = "x";

    public static readonly string[] Shown = ["x"];

    private static readonly string[] Kept = ["x"];

    private static readonly Dictionary<string, int> Cache = [];

    private static int _count;

    public static int Limit { get; set; }

    public static int Total { get; } = Kept.Length + Cache.Count + _count++;
}

public interface IAsynchronous
{
    Task SendAsync(CancellationToken cancellation);

    Task SendForeverAsync();
}

public sealed class Asynchronous : IAsyncDisposable
{
    public Task Done { get; } = Task.CompletedTask;

    public static Task<int> Ready() => Task.FromResult(1);

    public static async Task<int> ReadAsync() => await Ready();

    public static async IAsyncEnumerable<int> ListAsync()
    {
        await Task.Yield();
        yield return 1;
    }

    public static Task<T> WrapAsync<T>(Func<Task<T>> work) => work();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

public sealed class ClockUser(TimeProvider time)
{
    public DateTimeOffset Fine => time.GetUtcNow();

    public Task FineWait(CancellationToken cancellation) => Task.Delay(TimeSpan.FromSeconds(1), time, cancellation);

    public DateTimeOffset Now() => DateTimeOffset.UtcNow;

    public async Task WaitAsync(CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await Task.Delay(TimeSpan.FromSeconds(1), cancellation);
    }
}
