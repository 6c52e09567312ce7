using System.Globalization;

namespace PrivacyFunctions.Benchmarks.Measuring;

/// <summary><c>benchmarks [P1 P2 … | all] [--rounds N] [--seconds N] [--results DIR]</c></summary>
internal static class BenchmarkCommand
{
    public static async Task<int> RunAsync(string[] arguments, CancellationToken cancellation)
    {
        var options = BenchmarkOptions.Parse(arguments);
        if (options.Problem is { } problem)
        {
            await Console.Error.WriteLineAsync(problem);
            return 2;
        }

        var missed = 0;
        foreach (var measure in options.Measures)
        {
            var result = await RunAsync(measure, options, cancellation);
            await Console.Out.WriteLineAsync(result.Summary);
            if (options.Results is { } directory) await ResultFile.WriteAsync(directory, result, cancellation);
            if (!result.ReachesFloor) missed++;
        }

        return missed == 0 ? 0 : 1;
    }

    private static async Task<MeasureResult> RunAsync(IMeasure measure, BenchmarkOptions options, CancellationToken cancellation)
    {
        var rounds = new List<Round>();
        for (var i = 0; i <= options.Rounds; i++)
        {
            var directory = Directory.CreateTempSubdirectory("privacy-benchmark-");
            try
            {
                var round = await measure.MeasureAsync(new MeasureContext(directory.FullName, options.Duration), cancellation);
                if (i == 0) continue; // The first round only warms both sides.
                rounds.Add(round);
                await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{measure.Id} round {i}: {round.Ratio:0.00}"));
            }
            finally
            {
                directory.Delete(recursive: true);
            }
        }

        return new MeasureResult(measure, rounds);
    }
}
