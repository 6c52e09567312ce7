using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using PrivacyFunctions.EndToEnd.Commands;

namespace PrivacyFunctions.EndToEnd.Running;

/// <summary>
/// <c>privacy serve</c> as a process of its own, on a free port and with a data folder, a map folder and a temporary folder of its own. It can
/// be killed, stopped and started again over the same data.
/// </summary>
internal sealed class PrivacyProcess : IAsyncDisposable
{
    public const string StaffToken = "the-staff-token-of-this-test";
    private const string Announcement = "Listening on ";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentQueue<string> _log = new();
    private readonly Dictionary<string, string> _settings;
    private Process? _process;
    private HttpClient? _http;

    private PrivacyProcess(IReadOnlyDictionary<string, string> settings)
    {
        Directory.CreateDirectory(Map);
        Directory.CreateDirectory(Temporary);
        _settings = new Dictionary<string, string>
        {
            ["TMPDIR"] = Temporary,
            ["HOME"] = Temporary,
            ["Privacy__StaffToken"] = StaffToken,
            ["Privacy__Limits__FilingsPerHourPerIp"] = "0",
            ["Privacy__Limits__CodesPerDayPerAddress"] = "0",
            ["Privacy__Limits__CodesPerDayPerIp"] = "0",
            ["Privacy__Limits__CodesPerHour"] = "0",
            ["Privacy__Retry__Attempts"] = "3",
            ["Privacy__Retry__First"] = "00:00:00.1",
            ["Privacy__Retry__Longest"] = "00:00:00.5",
        };
        foreach (var (name, value) in settings) _settings[name] = value;
        Outbox = new Outbox(Path.Combine(Data, "outbox"));
    }

    /// <summary>Where all folders of this server are, which is where it works too.</summary>
    public string Folder => _folder.Path;

    /// <summary>The number of the process; null when none runs.</summary>
    public int? ProcessId => _process?.Id;

    /// <summary>The folder given by <c>--data</c>.</summary>
    public string Data => _folder.File("data");

    /// <summary>The folder given by <c>--map</c>.</summary>
    public string Map => _folder.File("map");

    /// <summary>Where the process puts what it does not mean to keep.</summary>
    public string Temporary => _folder.File("temporary");

    /// <summary>The mail that it sent.</summary>
    public Outbox Outbox { get; }

    /// <summary>Every line of standard output and standard error of all runs so far.</summary>
    public IReadOnlyCollection<string> Log => _log;

    /// <summary>Calls to the present run.</summary>
    public HttpClient Http => _http ?? throw new InvalidOperationException("The server does not run.");

    /// <summary>What staff do.</summary>
    public StaffClient Staff => new(Http, StaffToken);

    /// <summary>Writes the map's files and starts the server.</summary>
    public static async Task<PrivacyProcess> StartAsync(IReadOnlyDictionary<string, string> map, IReadOnlyDictionary<string, string>? settings = null)
    {
        var server = new PrivacyProcess(settings ?? new Dictionary<string, string>());
        foreach (var (name, text) in map) await File.WriteAllTextAsync(Path.Combine(server.Map, name), text);
        try
        {
            await server.RunAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Kills the process with SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await EndAsync();
    }

    /// <summary>Asks the process to end with SIGTERM.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        return await EndAsync();
    }

    /// <summary>Starts a process over the same data after the last one ended.</summary>
    public Task RestartAsync() => RunAsync();

    /// <summary>Runs another command line beside the server, in the same folder and with the same settings.</summary>
    public Task<PrivacyTool> ToolAsync(params IReadOnlyList<string> arguments) => PrivacyTool.RunAsync(_folder.Path, _settings, arguments);

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            process.Kill(entireProcessTree: true);
            await EndAsync();
        }

        _folder.Dispose();
    }

    private async Task RunAsync()
    {
        _process = PrivacyTool.Start(_folder.Path, _settings, "serve", "--data", Data, "--map", Map, "--urls", "http://127.0.0.1:0");
        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.OutputDataReceived += (_, line) => Note(line.Data, listening);
        _process.ErrorDataReceived += (_, line) => Note(line.Data, listening);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await Task.WhenAny(listening.Task, _process.WaitForExitAsync()).WaitAsync(Patience);
        if (!listening.Task.IsCompleted)
        {
            await EndAsync();
            throw new InvalidOperationException($"The server did not start: {string.Join('\n', _log)}");
        }

        _http = new HttpClient { BaseAddress = await listening.Task, Timeout = Patience };
    }

    private void Note(string? line, TaskCompletionSource<Uri> listening)
    {
        if (line is null) return;
        _log.Enqueue(line);
        if (line.StartsWith(Announcement, StringComparison.Ordinal)) listening.TrySetResult(new Uri(line[Announcement.Length..]));
    }

    private async Task<int> EndAsync()
    {
        using var process = _process!;
        await process.WaitForExitAsync().WaitAsync(Patience);
        (_process, var http) = (null, _http);
        _http = null;
        http?.Dispose();
        return process.ExitCode;
    }
}
