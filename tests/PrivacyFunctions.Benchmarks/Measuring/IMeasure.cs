namespace PrivacyFunctions.Benchmarks.Measuring;

/// <summary>One figure that is measured against a peer in the same process.</summary>
internal interface IMeasure
{
    /// <summary>P1, P2, … or, for what strangers can measure, S1; also the verb on the command line and the name of the result.</summary>
    string Id { get; }

    /// <summary>What is divided by what, in one sentence.</summary>
    string Title { get; }

    /// <summary>What decides: the ratio's floor and goal.</summary>
    Target Target { get; }

    /// <summary>One round; called several times, alternating product and peer inside.</summary>
    Task<Round> MeasureAsync(MeasureContext context, CancellationToken cancellation);
}

/// <param name="Floor">What must be reached.</param>
/// <param name="Goal">What is aimed at.</param>
/// <param name="LessIsBetter">The ratio is a cost, not a rate.</param>
internal sealed record Target(double Floor, double Goal, bool LessIsBetter = false)
{
    public bool Reaches(double ratio, double bound) => LessIsBetter ? ratio <= bound : ratio >= bound;
}

/// <summary>What one round has found.</summary>
internal sealed record Round
{
    /// <summary>Product divided by peer.</summary>
    public required double Ratio { get; init; }

    /// <summary>The peer's own figure; rounds in which it moves more than threefold make the run void.</summary>
    public required double Peer { get; init; }

    /// <summary>
    /// The peer's median divided by its fastest tenth. Beyond three, the peer waited for a busy machine more than it worked: the ratio
    /// flatters the product, and the run is void.
    /// </summary>
    public double PeerSpread { get; init; } = 1;

    /// <summary>Everything else worth a column: rates, counts per unit.</summary>
    public IReadOnlyDictionary<string, double> Figures { get; init; } = new Dictionary<string, double>();
}

/// <param name="Directory">An empty folder on the disk that is measured.</param>
/// <param name="Duration">How long one round may take.</param>
internal sealed record MeasureContext(string Directory, TimeSpan Duration);
