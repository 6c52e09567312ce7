using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask;

internal sealed class OrchestrationLoggerFactory(TaskOrchestrationContext context) : ILoggerFactory
{
    private const int DeepestWrapping = 10;

    // A context that wraps another one may hand out the other's replay-safe factory as its own.
    public static ILoggerFactory Unwrap(ILoggerFactory factory)
    {
        for (var depth = 0; factory is OrchestrationLoggerFactory wrapper; depth++)
        {
            if (depth == DeepestWrapping)
                throw new InvalidOperationException("LoggerFactory leads back to ReplaySafeLoggerFactory of the same context.");
            factory = wrapper.Inner;
        }

        return factory;
    }

    private ILoggerFactory Inner => context.InnerLoggerFactory;

    public ILogger CreateLogger(string categoryName) => new ReplaySafeLogger(context, Unwrap(Inner).CreateLogger(categoryName));

    public void AddProvider(ILoggerProvider provider) =>
        throw new NotSupportedException("A replay-safe logger factory takes no providers.");

    public void Dispose()
    {
        // The factory behind belongs to the host.
    }
}
