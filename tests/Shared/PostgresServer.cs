using System.Diagnostics;
using Npgsql;

namespace PrivacyFunctions.Testing;

/// <summary>
/// A PostgreSQL server of its own in a temporary folder, on a Unix socket only, one per test run. It stops and its folder goes
/// when this process ends, however it ends: the shell around it waits on a pipe that closes with us.
/// </summary>
public sealed class PostgresServer
{
    private const string Script = """
        umask 022
        mkdir "$DIR" && "$BIN/initdb" -D "$DIR/data" -A trust -U postgres -E UTF8 --locale=C.UTF-8 --no-sync --no-instructions >/dev/null &&
        "$BIN/pg_ctl" -D "$DIR/data" -l "$DIR/log" -w -s -o "-c listen_addresses='' -c unix_socket_directories='$DIR' -c fsync=$SYNC -c full_page_writes=$SYNC -c max_connections=200 -c shared_buffers=64MB" start &&
        echo ready
        cat >/dev/null
        "$BIN/pg_ctl" -D "$DIR/data" -m immediate -s stop
        rm -rf "$DIR"
        """;

    private static readonly Lazy<Task<PostgresServer>> Instance = new(() => StartAsync(durable: false));
    private static readonly Lazy<Task<PostgresServer>> Durable = new(() => StartAsync(durable: true));

    private int _databases;

    private PostgresServer(string folder) => Folder = folder;

    /// <summary>The server of this test run, started on first use.</summary>
    public static Task<PostgresServer> SharedAsync() => Instance.Value;

    /// <summary>One that syncs what it commits, as real ones do: for measuring against what we sync. Tests need none that survives the machine.</summary>
    public static Task<PostgresServer> DurableAsync() => Durable.Value;

    /// <summary>Folder of the socket and of the server's files.</summary>
    public string Folder { get; }

    /// <summary>Where the server's programs are; psql too.</summary>
    public static string Programs { get; } = FindPrograms();

    /// <summary>How to reach one database as superuser.</summary>
    public string ConnectionString(string database) => $"Host={Folder};Username=postgres;Database={database}";

    /// <summary>A further server, for tests that change the settings or the files of the whole of it; it stops with this process too.</summary>
    public static Task<PostgresServer> StartOwnAsync() => StartAsync(durable: false);

    /// <summary>Creates an empty database with a name of its own and returns its connection string.</summary>
    public async Task<string> CreateDatabaseAsync(string options = "")
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await using var source = NpgsqlDataSource.Create(ConnectionString("postgres"));
        await using var command = source.CreateCommand($"CREATE DATABASE {name} {options}");
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    private static async Task<PostgresServer> StartAsync(bool durable)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"privacy-pg-{Guid.NewGuid():N}"[..24]);
        var start = new ProcessStartInfo { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        // The server refuses to run as root.
        if (Environment.UserName == "root")
        {
            start.FileName = "runuser";
            foreach (var argument in (string[])["-u", "postgres", "--", "sh", "-c", Script])
                start.ArgumentList.Add(argument);
        }
        else
        {
            start.FileName = "sh";
            foreach (var argument in (string[])["-c", Script])
                start.ArgumentList.Add(argument);
        }

        start.Environment["DIR"] = folder;
        start.Environment["BIN"] = Programs;
        start.Environment["SYNC"] = durable ? "on" : "off";
        var shell = Process.Start(start)!;
        var complaint = shell.StandardError.ReadToEndAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            shell.StandardInput.Close();
            shell.WaitForExit(TimeSpan.FromSeconds(10));
        };
        if (await shell.StandardOutput.ReadLineAsync() == "ready") return new PostgresServer(folder);
        shell.StandardInput.Close();
        throw new InvalidOperationException($"PostgreSQL did not start: {await complaint}");
    }

    private static string FindPrograms() =>
        (Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [])
            .Select(folder => Path.Combine(folder, "bin"))
            .Where(bin => File.Exists(Path.Combine(bin, "postgres")))
            .OrderByDescending(bin => bin, StringComparer.Ordinal)
            .FirstOrDefault()
        ?? throw new InvalidOperationException("There is no PostgreSQL server here: run 'bash tests/install.sh'.");
}
