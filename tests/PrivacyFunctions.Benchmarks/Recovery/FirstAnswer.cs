using System.Globalization;
using System.Net;
using System.Net.Sockets;
using PrivacyFunctions.Benchmarks.Http;
using PrivacyFunctions.Benchmarks.Measuring;

namespace PrivacyFunctions.Benchmarks.Recovery;

/// <summary>
/// P13, first half. The server is started over what a crash left of 10,000 orchestrations under way: milliseconds from the start of the process
/// to its first 202, minus those of bare Kestrel, each a process of its own.
/// </summary>
internal sealed class FirstAnswer : IMeasure
{
    public const string ChildVerb = "bare-server-child";
    private const int Starts = 3;

    public string Id => "P13";

    public string Title => "Milliseconds from process start to the first 202 after a crash with 10,000 orchestrations under way, beyond those of bare Kestrel";

    public Target Target { get; } = new(1000, 150, LessIsBetter: true);

    public async Task<Round> MeasureAsync(MeasureContext context, CancellationToken cancellation)
    {
        var crashed = Path.Combine(context.Directory, "crashed");
        await CrashedData.MakeAsync(crashed, cancellation);
        var (bare, product) = (new List<double>(), new List<double>());
        for (var i = 0; i < Starts; i++)
        {
            var copy = Path.Combine(context.Directory, $"copy{i}");
            CrashedData.Copy(crashed, copy);
            bare.Add(await BareAsync(cancellation));
            product.Add(await ProductAsync(copy, cancellation));
        }

        var (peer, ours) = (Statistics.Median(bare), Statistics.Median(product));
        return new Round
        {
            Ratio = ours - peer,
            Peer = peer,
            Figures = new Dictionary<string, double> { ["product ms"] = ours, ["bare ms"] = peer, ["orchestrations"] = CrashedData.Instances },
        };
    }

    /// <summary>What the child process does: be bare Kestrel on a port.</summary>
    public static async Task<int> ChildAsync(string port, CancellationToken cancellation)
    {
        await using var server = await BareServer.StartAsync(cancellation, int.Parse(port, CultureInfo.InvariantCulture));
        await Task.Delay(Timeout.Infinite, cancellation);
        return 0;
    }

    private static Task<double> BareAsync(CancellationToken cancellation)
    {
        var port = FreePort();
        var program = Path.Combine(AppContext.BaseDirectory, "PrivacyFunctions.Benchmarks.dll");
        return ServerProcess.FirstAnswerAsync([program, ChildVerb, port], new Dictionary<string, string?>(), Call(port, "/echo"), cancellation);
    }

    private static Task<double> ProductAsync(string directory, CancellationToken cancellation)
    {
        var port = FreePort();
        return ServerProcess.FirstAnswerAsync(
            [
                Path.Combine(AppContext.BaseDirectory, "privacy.dll"), "serve", "--data", MeasuredServer.DataIn(directory),
                "--map", MeasuredServer.MapIn(directory), "--urls", $"http://127.0.0.1:{port}",
            ],
            MeasuredServer.Settings(directory),
            Call(port, "/api/requests"),
            cancellation);
    }

    private static Uri Call(string port, string path) => new($"http://127.0.0.1:{port}{path}");

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }
}
