namespace PrivacyFunctions.Local.Storage;

/// <summary>Work that waits for the writer. It takes effect at most once, and is answered only when its batch is decided.</summary>
internal abstract class WriteUnit
{
    public abstract bool IsCancelled { get; }

    public abstract void Run(SqliteSession session);

    public abstract void Succeed();

    public abstract void Fail(Exception exception);

    public abstract void Cancel();
}

internal sealed class WriteUnit<T>(Func<SqliteSession, T> work, CancellationToken cancellation) : WriteUnit
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Task => _done.Task;

    public override bool IsCancelled => cancellation.IsCancellationRequested;

    public override void Run(SqliteSession session) => _result = work(session);

    public override void Succeed() => _done.TrySetResult(_result!);

    public override void Fail(Exception exception) => _done.TrySetException(StorageFailures.Of(exception));

    public override void Cancel() => _done.TrySetCanceled(cancellation);
}
