using System.Globalization;
using System.Text;

namespace PrivacyFunctions.Benchmarks.Measuring;

/// <summary>Writes <c>&lt;id&gt;.md</c>: the figure, its range, every round and the machine.</summary>
internal static class ResultFile
{
    public static async Task WriteAsync(string directory, MeasureResult result, CancellationToken cancellation)
    {
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, $"{result.Measure.Id}.md");
        await File.WriteAllTextAsync(path, Render(result), cancellation);
    }

    private static string Render(MeasureResult result)
    {
        var text = new StringBuilder();
        var (measure, rounds) = (result.Measure, result.Rounds);
        Line(text, $"# {measure.Id}: {measure.Title}");
        Line(text, $"");
        var (least, most) = (rounds.Min(r => r.Ratio), rounds.Max(r => r.Ratio));
        Line(text, $"**{result.Ratio:0.00}** (range {least:0.00} to {most:0.00} over {rounds.Count} rounds).");
        Line(text, $"Floor {measure.Target.Floor:0.##}, goal {measure.Target.Goal:0.##}: {result.Verdict}.");
        Line(text, $"");
        var columns = rounds.SelectMany(round => round.Figures.Keys).Distinct().ToList();
        Line(text, $"| round | ratio | {string.Join(" | ", columns)} |");
        Line(text, $"| --: | --: | {string.Join(" | ", columns.Select(_ => "--:"))} |");
        foreach (var (index, round) in rounds.Index())
        {
            var cells = columns.Select(column => Number(round.Figures.GetValueOrDefault(column)));
            Line(text, $"| {index + 1} | {round.Ratio:0.00} | {string.Join(" | ", cells)} |");
        }

        Line(text, $"");
        foreach (var line in Machine.Describe()) Line(text, $"- {line}");
        return text.ToString();
    }

    private static string Number(double value) =>
        value.ToString(Math.Abs(value) >= 100 ? "0" : "0.###", CultureInfo.InvariantCulture);

    private static void Line(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
