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
        new BundleThroughput(),
        new FilingRate(),
        new PollRate(),
        new FilingTimes(),
        new BundleMemory(),
        new LargeBundle(),
    ];
}
