using System.Threading.Channels;

namespace PrivacyFunctions.Connectors.Sql;

/// <summary>How many collections of one system may be read at once; further readings wait their turn.</summary>
internal sealed class ReadSlots(int parallel)
{
    // A taken slot is an item: writing waits while all are taken.
    private readonly Channel<bool> _taken = Channel.CreateBounded<bool>(Math.Max(1, parallel));

    /// <summary>Waits for a slot; disposing the result gives it back, once.</summary>
    public async Task<IDisposable> TakeAsync(CancellationToken cancellation)
    {
        await _taken.Writer.WriteAsync(true, cancellation);
        return new Slot(_taken.Reader);
    }

    private sealed class Slot(ChannelReader<bool> taken) : IDisposable
    {
        private int _returned;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _returned, 1) == 0) taken.TryRead(out _);
        }
    }
}
