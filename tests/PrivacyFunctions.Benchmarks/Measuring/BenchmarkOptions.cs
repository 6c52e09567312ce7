using System.Globalization;

namespace PrivacyFunctions.Benchmarks.Measuring;

/// <summary>What the command line asks for.</summary>
internal sealed record BenchmarkOptions
{
    public IReadOnlyList<IMeasure> Measures { get; private init; } = Measuring.Measures.All;

    public int Rounds { get; private init; } = 5;

    public TimeSpan Duration { get; private init; } = TimeSpan.FromSeconds(3);

    public string? Results { get; private init; }

    public string? Problem { get; private init; }

    public static BenchmarkOptions Parse(string[] arguments)
    {
        var options = new BenchmarkOptions();
        var wanted = new List<IMeasure>();
        for (var i = 0; i < arguments.Length; i++)
        {
            if (!arguments[i].StartsWith("--", StringComparison.Ordinal))
            {
                if (arguments[i] == "all") continue;
                if (Find(arguments[i]) is not { } measure) return Wrong($"There is no measure {arguments[i]}; there are {string.Join(", ", Measuring.Measures.All.Select(known => known.Id))}.");
                wanted.Add(measure);
                continue;
            }

            var value = i + 1 < arguments.Length ? arguments[++i] : string.Empty;
            switch (arguments[i - 1])
            {
                case "--rounds" when int.TryParse(value, CultureInfo.InvariantCulture, out var rounds) && rounds > 0:
                    options = options with { Rounds = rounds };
                    break;
                case "--seconds" when double.TryParse(value, CultureInfo.InvariantCulture, out var seconds) && seconds > 0:
                    options = options with { Duration = TimeSpan.FromSeconds(seconds) };
                    break;
                case "--results" when value.Length > 0:
                    options = options with { Results = value };
                    break;
                default:
                    return Wrong("Usage: benchmarks [P1 P2 … | all] [--rounds N] [--seconds N] [--results DIR]");
            }
        }

        return wanted.Count == 0 ? options : options with { Measures = wanted };
    }

    private static IMeasure? Find(string id) =>
        Measuring.Measures.All.FirstOrDefault(measure => string.Equals(measure.Id, id, StringComparison.OrdinalIgnoreCase));

    private static BenchmarkOptions Wrong(string problem) => new() { Problem = problem };
}
