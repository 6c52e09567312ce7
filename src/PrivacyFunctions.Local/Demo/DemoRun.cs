using PrivacyFunctions.Local.Demo.Organisation;
using PrivacyFunctions.Local.Demo.Report;

namespace PrivacyFunctions.Local.Demo;

/// <summary>The whole demo: systems, server, requests over HTTP, their answers, and a report of what held.</summary>
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
        options.View.Tell($"Staff look at the connected systems: {await stage.Staff().CountConnectedAsync(cancellation)} of {stage.Seeded.Count} answer.");
        var before = Census.Take(stage.SystemsFolder, cast.Markus);
        using var access = new AccessStory(stage, cast, output, options.View, _clock);
        var deletion = new DeletionStory(stage, cast, before, output, options.View, _clock);
        var endings = await TellAsync([access, deletion], cancellation);
        return new DemoReport
        {
            Seconds = Math.Round(_clock.GetElapsedTime(begin).TotalSeconds, 2),
            Seeded = Seeded(stage, cast),
            Requests = [.. endings.Select(ending => ending.Report)],
            Checks = [.. endings.SelectMany(ending => ending.Checks)],
        };
    }

    private async Task<IReadOnlyList<StoryEnding>> TellAsync(IReadOnlyList<IRequestStory> stories, CancellationToken cancellation)
    {
        foreach (var story in stories) await story.BeginAsync(cancellation);
        options.View.Watch([.. stories.Select(story => story.Track)]);
        await Task.WhenAll(stories.Select(story => story.WatchAsync(cancellation)));
        await options.View.RestAsync(cancellation);
        var endings = new List<StoryEnding>();
        foreach (var story in stories) endings.Add(await story.FinishAsync(cancellation));
        return endings;
    }

    private static SeedReport Seeded(DemoStage stage, Cast cast) => new(
        stage.Seeded.Count,
        stage.Seeded.Sum(system => system.Tables),
        stage.Seeded.Sum(system => system.Rows),
        cast.People.Count,
        cast.Companies.Count,
        Math.Round(stage.SeedTime.TotalSeconds, 2));
}
