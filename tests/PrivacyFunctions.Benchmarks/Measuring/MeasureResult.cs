using System.Globalization;

namespace PrivacyFunctions.Benchmarks.Measuring;

/// <summary>All rounds of one measure.</summary>
internal sealed record MeasureResult(IMeasure Measure, IReadOnlyList<Round> Rounds)
{
    public double Ratio => Statistics.Median(Rounds.Select(round => round.Ratio));

    public bool ReachesFloor => Measure.Target.Reaches(Ratio, Measure.Target.Floor);

    public bool ReachesGoal => Measure.Target.Reaches(Ratio, Measure.Target.Goal);

    /// <summary>The peer itself moved more than threefold: the disk or the neighbours, not the product.</summary>
    public bool IsVoid => Rounds.Max(round => round.Peer) > 3 * Rounds.Min(round => round.Peer)
        || Statistics.Median(Rounds.Select(round => round.PeerSpread)) > 3;

    public string Verdict => (IsVoid, ReachesFloor, ReachesGoal) switch
    {
        (true, _, _) => "void: the peer moved more than threefold",
        (_, false, _) => "below the floor",
        (_, _, true) => "goal reached",
        _ => "floor reached",
    };

    public string Summary => string.Create(
        CultureInfo.InvariantCulture,
        $"{Measure.Id}: {Ratio:0.00} (floor {Measure.Target.Floor:0.##}, goal {Measure.Target.Goal:0.##}): {Verdict}");
}
