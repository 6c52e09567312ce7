using Microsoft.Extensions.DependencyInjection;
using PrivacyFunctions.Benchmarks.Http;
using PrivacyFunctions.Local.Demo.Client;
using PrivacyFunctions.Local.Storage;

namespace PrivacyFunctions.Benchmarks.Growth;

/// <summary>The product over a database that keeps many requests: open ones that wait for staff, or finished ones.</summary>
internal sealed class KeptRequests(MeasuredServer server) : IAsyncDisposable
{
    private const string Mail = "first@example.org";

    public Uri Address => server.Address;

    /// <summary>By how much the heap grew when the requests were there and the server had started anew over them.</summary>
    public long HeapGrowth { get; private init; }

    public static async Task<KeptRequests> StartAsync(string directory, bool open, int count, CancellationToken cancellation)
    {
        Directory.CreateDirectory(directory);
        await using (var making = await MeasuredServer.StartAsync(directory, cancellation, review: open))
        {
            var first = await WorkAsync(directory, making, open ? "awaiting-review" : "completed", cancellation);
            await RequestCopies.MakeAsync(making.Services.GetRequiredService<SqliteDatabase>(), first, count - 1, cancellation);
        }

        var before = GC.GetTotalMemory(forceFullCollection: true);
        var server = await MeasuredServer.StartAsync(directory, cancellation, review: open);
        return new KeptRequests(server) { HeapGrowth = GC.GetTotalMemory(forceFullCollection: true) - before };
    }

    /// <summary>Statements that the database ran while nobody asked for anything.</summary>
    public async Task<long> StatementsWithinAsync(TimeSpan time, CancellationToken cancellation)
    {
        var counts = server.Services.GetRequiredService<SqliteDatabase>().Counts;
        var before = counts.Statements;
        await Task.Delay(time, cancellation);
        return counts.Statements - before;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    // The one that all others are copies of goes the whole way.
    private static async Task<string> WorkAsync(string directory, MeasuredServer server, string until, CancellationToken cancellation)
    {
        using var api = new ApiClient(server.Address);
        var person = new PersonClient(api);
        var filing = new Filing("access", new Dictionary<string, string> { ["email"] = Mail }, "First", "DE", "-");
        var filed = await person.FileAsync(filing, cancellation);
        var mailbox = new Mailbox(Path.Combine(MeasuredServer.DataIn(directory), "outbox"), Mail, TimeProvider.System);
        await person.VerifyAsync(filed, await mailbox.NextCodeAsync(cancellation), cancellation);
        while ((await person.LookAsync(filed, cancellation)).Status != until) await Task.Delay(20, cancellation);
        return filed.RequestId;
    }
}
