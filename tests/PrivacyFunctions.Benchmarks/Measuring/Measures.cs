using PrivacyFunctions.Benchmarks.Bundling;
using PrivacyFunctions.Benchmarks.Connectors;
using PrivacyFunctions.Benchmarks.Durable;
using PrivacyFunctions.Benchmarks.Http;

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
    ];
}
