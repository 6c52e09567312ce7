using PrivacyFunctions.Benchmarks.Bundling;
using PrivacyFunctions.Benchmarks.Connectors;
using PrivacyFunctions.Benchmarks.Durable;
using PrivacyFunctions.Benchmarks.Growth;
using PrivacyFunctions.Benchmarks.Http;
using PrivacyFunctions.Benchmarks.Recovery;

namespace PrivacyFunctions.Benchmarks.Measuring;

/// <summary>Every measure of the product; one line each.</summary>
internal static class Measures
{
    public static IReadOnlyList<IMeasure> All { get; } =
    [
        new SequentialSteps(),
        new FannedOutSteps(),
        new LongOrchestration(),
        new RowsToJson(),
        new Erasure("P6", 100_000, new Target(3, 1.6, LessIsBetter: true)),
        new Erasure("P6-100-rows", 100, new Target(5, 2.5, LessIsBetter: true)),
        new BundleThroughput(),
        new FilingRate(),
        new PollRate(),
        new FilingTimes(),
        new BundleMemory(),
        new LargeBundle(),
        new FilingAmongMany("P12c", "open requests that wait", open: true, 1_000, 100_000, new Target(2, 1.15, LessIsBetter: true)),
        new FilingAmongMany("P12d", "finished requests", open: false, 10_000, 100_000, new Target(1.5, 1.05, LessIsBetter: true)),
        new FirstAnswer(),
        new Takeover(),
    ];
}
