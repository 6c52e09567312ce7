using PrivacyFunctions.Bundling;
using PrivacyFunctions.Local.Demo.Client;
using PrivacyFunctions.Local.Demo.Organisation;
using PrivacyFunctions.Local.Demo.Report;
using PrivacyFunctions.Local.Demo.Systems;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Local.Demo;

/// <summary>The whole demo: systems, server, a request over HTTP, its answer, and a report of what held.</summary>
internal sealed class DemoRun(DemoOptions options)
{
    private readonly TimeProvider _clock = options.Clock;

    /// <summary>Runs it; leaves bundle and keys in the output folder and nothing else behind.</summary>
    /// <exception cref="DemoFailure">It could not go on.</exception>
    public async Task<DemoReport> RunAsync(CancellationToken cancellation)
    {
        var begin = _clock.GetTimestamp();
        var output = new DemoOutput(Directory.CreateDirectory(options.Out).FullName);
        var cast = Cast.Gather(_clock.GetUtcNow());
        await using var stage = await DemoStage.SetAsync(options, cancellation);
        options.View.Tell($"{stage.Seeded.Count} systems of OpenTech Support hold {stage.Seeded.Sum(system => system.Rows):N0} rows about {cast.People.Count:N0} fictional people.");
        options.View.Tell($"The server listens on {stage.Api.Server}");
        var (request, checks) = await AccessAsync(stage, cast, output, cancellation);
        return new DemoReport
        {
            Seconds = Math.Round(_clock.GetElapsedTime(begin).TotalSeconds, 2),
            Seeded = Seeded(stage, cast),
            Requests = [request],
            Checks = checks,
        };
    }

    private async Task<(RequestReport Report, IReadOnlyList<DemoCheck> Checks)> AccessAsync(
        DemoStage stage, Cast cast, DemoOutput output, CancellationToken cancellation)
    {
        var story = new AccessStory(stage, cast, options);
        using var busy = BusySystem.Hold(DemoSystems.FileOf(stage.SystemsFolder, AccessStory.BusyDataset));
        options.View.Tell("A backup has just locked the database of device monitoring.");
        var begin = _clock.GetTimestamp();
        var filed = await story.AskAsync(cancellation);
        options.View.Watch([story.Track]);
        await story.WatchAsync(filed, busy, cancellation);
        await options.View.RestAsync(cancellation);
        var view = await story.FetchAsync(filed, output, cancellation);
        var time = _clock.GetElapsedTime(begin);
        var content = view.Bundles.Count > 0 ? await BundleContent.ReadAsync(output.Bundle, cancellation) : null;
        var report = AccessReport.Of(cast.Anna, filed, view, story.Track, content is null ? null : await BundleAsync(output, content, cancellation), content, time);
        return (report, await AccessChecks.RunAsync(report, view.Bundles is [.., var last] ? last.Sha256 : "", content, cast, cancellation));
    }

    private static async Task<BundleReport> BundleAsync(DemoOutput output, BundleContent content, CancellationToken cancellation) => new()
    {
        Path = output.Bundle,
        Bytes = content.Bytes,
        Entries = content.Entries.Count,
        Sha256 = content.Sha256,
        KeyId = content.KeyId,
        KeysPath = output.Keys,
        Complete = content.Complete,
        Verified = await VerifyAsync(output, cancellation),
        IndexPath = await UnpackedBundle.WriteAsync(output.Bundle, output.Unpacked, cancellation),
    };

    // As anybody can: from the two files alone.
    private static async Task<bool> VerifyAsync(DemoOutput output, CancellationToken cancellation)
    {
        if (!SigningKeySet.TryParse(await File.ReadAllBytesAsync(output.Keys, cancellation), out var keys)) return false;
        await using var bundle = File.OpenRead(output.Bundle);
        return await BundleVerifier.VerifyAsync(bundle, keys, cancellation) is BundleVerdict.Valid;
    }

    private static SeedReport Seeded(DemoStage stage, Cast cast) => new(
        stage.Seeded.Count,
        stage.Seeded.Sum(system => system.Tables),
        stage.Seeded.Sum(system => system.Rows),
        cast.People.Count,
        cast.Companies.Count,
        Math.Round(stage.SeedTime.TotalSeconds, 2));
}
