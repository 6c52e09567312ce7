namespace PrivacyFunctions.Benchmarks.Measuring;

/// <summary>The two-sample test of Kolmogorov and Smirnov: how likely two samples of one distribution differ at least that much.</summary>
internal static class KolmogorovSmirnov
{
    private const int Terms = 100;

    /// <summary>The probability, by the asymptotic distribution with Stephens' correction; for samples of some dozens at least.</summary>
    public static double Probability(IEnumerable<double> first, IEnumerable<double> second)
    {
        var (one, other) = (first.Order().ToArray(), second.Order().ToArray());
        var size = Math.Sqrt((double)one.Length * other.Length / (one.Length + other.Length));
        var lambda = (size + 0.12 + 0.11 / size) * Distance(one, other);
        if (lambda < 0.2) return 1;
        var sum = 0.0;
        for (var term = 1; term <= Terms; term++) sum += (term % 2 == 1 ? 2 : -2) * Math.Exp(-2 * lambda * lambda * term * term);
        return Math.Clamp(sum, 0, 1);
    }

    /// <summary>The largest distance between the two empirical distributions; both samples are sorted.</summary>
    private static double Distance(double[] one, double[] other)
    {
        var (i, j, most) = (0, 0, 0.0);
        while (i < one.Length && j < other.Length)
        {
            var at = Math.Min(one[i], other[j]);
            while (i < one.Length && one[i] <= at) i++;
            while (j < other.Length && other[j] <= at) j++;
            most = Math.Max(most, Math.Abs((double)i / one.Length - (double)j / other.Length));
        }

        return most;
    }
}
