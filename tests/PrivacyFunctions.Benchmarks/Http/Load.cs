using System.Diagnostics;
using System.Net;

namespace PrivacyFunctions.Benchmarks.Http;

/// <summary>Drives a server over so many connections; each waits for its answer before it asks again.</summary>
internal sealed class Load(int connections) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { MaxConnectionsPerServer = connections, UseCookies = false, UseProxy = false });

    public HttpClient Client => _client;

    /// <summary>Calls for so long; the calls that were answered as expected, and the time each took.</summary>
    public async Task<Answered> RunAsync(Func<long, HttpRequestMessage> call, HttpStatusCode expected, TimeSpan duration, CancellationToken cancellation)
    {
        long number = 0;
        var began = Stopwatch.GetTimestamp();
        var workers = Enumerable.Range(0, connections).Select(_ => Task.Run(
            async () =>
            {
                var times = new List<double>();
                while (Stopwatch.GetElapsedTime(began) < duration)
                {
                    var start = Stopwatch.GetTimestamp();
                    using var message = call(Interlocked.Increment(ref number));
                    using var response = await _client.SendAsync(message, cancellation);
                    if (response.StatusCode != expected) throw new InvalidOperationException($"Answered {(int)response.StatusCode}.");
                    await response.Content.CopyToAsync(Stream.Null, cancellation);
                    times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                }

                return times;
            },
            cancellation)).ToList();
        var times = (await Task.WhenAll(workers)).SelectMany(t => t).ToList();
        return new Answered(times, Stopwatch.GetElapsedTime(began));
    }

    public void Dispose() => _client.Dispose();
}

/// <summary>Calls that were answered.</summary>
internal sealed record Answered(IReadOnlyList<double> Milliseconds, TimeSpan Elapsed)
{
    public static Answered operator +(Answered left, Answered right) => new([.. left.Milliseconds, .. right.Milliseconds], left.Elapsed + right.Elapsed);

    public double PerSecond => Milliseconds.Count / Elapsed.TotalSeconds;

    public double At(double quantile)
    {
        var sorted = Milliseconds.Order().ToList();
        return sorted.Count == 0 ? 0 : sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * quantile))];
    }
}
