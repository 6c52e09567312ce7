using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using PrivacyFunctions.Benchmarks.Measuring;

namespace PrivacyFunctions.Benchmarks.Http;

/// <summary>
/// S1: what a stranger can tell from filing in somebody's name. Persons whom a connected system knows, persons whom nobody knows, and one who
/// gets no codes any more take turns in random order; answers must be alike, and so must the times they take.
/// </summary>
internal sealed class FilingTimes : IMeasure
{
    private const int Pairs = 2000;
    private const double LeastProbability = 0.01;
    private const int CodesPerDay = 5;

    public string Id => "S1";

    public string Title =>
        "Filing for persons known, unknown and blocked, 2,000 times each: the median difference in ms, or 0.01 divided by the Kolmogorov-Smirnov p, whichever is more";

    public Target Target { get; } = new(1, 0.5, LessIsBetter: true);

    public async Task<Round> MeasureAsync(MeasureContext context, CancellationToken cancellation)
    {
        await SeedAsync(MeasuredServer.DatabaseIn(context.Directory), cancellation);
        await using var product = await MeasuredServer.StartAsync(context.Directory, cancellation);
        using var client = new HttpClient { BaseAddress = product.Address };
        for (var i = 0; i <= CodesPerDay; i++) await FileAsync(client, Blocked, cancellation);
        var (known, unknown, blocked) = (new Sample("known"), new Sample("other"), new Sample(null));
        Sample[] turn = [known, unknown, blocked];
        for (var n = 0; n < Pairs; n++)
        {
            Random.Shared.Shuffle(turn);
            foreach (var sample in turn) sample.Add(await FileAsync(client, sample.AddressOf(n), cancellation));
        }

        var answers = turn.SelectMany(sample => sample.Answers).Distinct().ToList();
        if (answers.Count > 1) throw new InvalidOperationException($"The answers differ: {string.Join(" | ", answers)}");
        return Compare(known, unknown, blocked);
    }

    private static string Blocked => Address("block", 0);

    private static string Address(string name, int number) => string.Create(CultureInfo.InvariantCulture, $"{name}{number:0000}@example.org");

    private static Round Compare(Sample known, Sample unknown, Sample blocked)
    {
        var median = unknown.Median;
        var (toKnown, toBlocked) = (Math.Abs(known.Median - median), Math.Abs(blocked.Median - median));
        var pKnown = KolmogorovSmirnov.Probability(known.Milliseconds, unknown.Milliseconds);
        var pBlocked = KolmogorovSmirnov.Probability(blocked.Milliseconds, unknown.Milliseconds);
        return new Round
        {
            Ratio = Math.Max(Math.Max(toKnown, toBlocked), LeastProbability / Math.Max(Math.Min(pKnown, pBlocked), 1e-9)),
            Peer = median,
            Figures = new Dictionary<string, double>
            {
                ["median ms, unknown"] = median,
                ["difference ms, known"] = toKnown,
                ["p, known"] = pKnown,
                ["difference ms, blocked"] = toBlocked,
                ["p, blocked"] = pBlocked,
            },
        };
    }

    private static async Task SeedAsync(string path, CancellationToken cancellation)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        await connection.OpenAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = """
            CREATE TABLE customer (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE);
            WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 1999)
            INSERT INTO customer (email) SELECT printf('known%04d@example.org', i) FROM n;
            """;
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task<(double Milliseconds, string Answer)> FileAsync(HttpClient client, string address, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        var body = $$"""{"right":"access","identities":{"email":"{{address}}"},"residence":"DE"}""";
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await client.PostAsync("/api/requests", content, cancellation);
        var answer = await response.Content.ReadAsByteArrayAsync(cancellation);
        var headers = string.Join(',', response.Headers.Concat(response.Content.Headers).Select(header => header.Key).Order(StringComparer.Ordinal));
        return (Stopwatch.GetElapsedTime(began).TotalMilliseconds, $"{(int)response.StatusCode}, {answer.Length} bytes, {headers}");
    }

    private sealed class Sample(string? name)
    {
        public List<double> Milliseconds { get; } = [];

        public HashSet<string> Answers { get; } = [];

        public double Median => Statistics.Median(Milliseconds);

        public string AddressOf(int number) => name is null ? Blocked : Address(name, number);

        public void Add((double Milliseconds, string Answer) filed)
        {
            Milliseconds.Add(filed.Milliseconds);
            Answers.Add(filed.Answer);
        }
    }
}
