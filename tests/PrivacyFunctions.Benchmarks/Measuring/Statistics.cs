namespace PrivacyFunctions.Benchmarks.Measuring;

internal static class Statistics
{
    /// <summary>The median divided by the value that a tenth does not exceed.</summary>
    public static double Spread(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return Median(sorted) / sorted[sorted.Count / 10];
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
