using PrivacyFunctions.Local.Demo.Report;

namespace PrivacyFunctions.Local.Demo;

/// <summary>One request of the demo; several run side by side.</summary>
internal interface IRequestStory
{
    /// <summary>How far its systems are.</summary>
    RequestTrack Track { get; }

    /// <summary>Files the request and proves who asks; afterwards the pipeline works on its own.</summary>
    Task BeginAsync(CancellationToken cancellation);

    /// <summary>Watches until the request comes to rest.</summary>
    Task WatchAsync(CancellationToken cancellation);

    /// <summary>Takes the answer and looks up what was promised.</summary>
    Task<StoryEnding> FinishAsync(CancellationToken cancellation);
}

/// <summary>What became of a request.</summary>
internal sealed record StoryEnding(RequestReport Report, IReadOnlyList<DemoCheck> Checks);
