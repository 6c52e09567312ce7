using System.Diagnostics;
using System.Net;
using System.Text;
using PrivacyFunctions.Benchmarks.Http;

namespace PrivacyFunctions.Benchmarks.Recovery;

/// <summary>A server in a process of its own, for as long as it takes to answer once.</summary>
internal static class ServerProcess
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    /// <summary>Milliseconds from the start of the process until it has answered a filing with 202. Then it is killed.</summary>
    public static async Task<double> FirstAnswerAsync(
        IReadOnlyList<string> command, IReadOnlyDictionary<string, string?> settings, Uri call, CancellationToken cancellation)
    {
        using var client = new HttpClient();
        var start = new ProcessStartInfo("dotnet", command) { RedirectStandardOutput = true };
        foreach (var (name, value) in settings) start.Environment[name] = value;
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        try
        {
            while (!await IsAnsweredAsync(client, call, cancellation))
            {
                if (process.HasExited) throw new InvalidOperationException($"{command[0]} ended with {process.ExitCode}.");
                await Task.Delay(Pause, cancellation);
            }

            return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static async Task<bool> IsAnsweredAsync(HttpClient client, Uri call, CancellationToken cancellation)
    {
        try
        {
            using var content = new StringContent(MeasuredServer.Filing(0), Encoding.UTF8, "application/json");
            using var answer = await client.PostAsync(call, content, cancellation);
            return answer.StatusCode == HttpStatusCode.Accepted;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
