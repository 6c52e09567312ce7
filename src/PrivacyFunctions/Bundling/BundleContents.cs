using PrivacyFunctions.DataMap;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Bundling;

/// <summary>Everything that goes into one bundle. The rows themselves stay in staging and are streamed from there.</summary>
public sealed record BundleContents
{
    /// <summary>What was asked, by whom and under which law.</summary>
    public required BundleRequest Request { get; init; }

    /// <summary>Every system that was to be searched, in the order in which the person meets them.</summary>
    public required IReadOnlyList<BundleSystem> Systems { get; init; }

    /// <summary>The collections that were searched, in order; those without rows are only named.</summary>
    public required IReadOnlyList<BundleCollection> Collections { get; init; }

    /// <summary>What was found and left out. Not a gap.</summary>
    public IReadOnlyList<WithheldItem> Withheld { get; init; } = [];

    /// <summary>What is missing. One for each system that is not done is added.</summary>
    public IReadOnlyList<RequestGap> Gaps { get; init; } = [];

    /// <summary>What Art. 15(1)–(2) asks for, one a system.</summary>
    public IReadOnlyList<ProcessingRecord> Processing { get; init; } = [];

    /// <summary>What the person can do next: further rights, complaint, court.</summary>
    public IReadOnlyList<BundleRemedy> Remedies { get; init; } = [];

    /// <summary>Names of identities that were given and did not count.</summary>
    public IReadOnlyList<string> UnusedIdentities { get; init; } = [];

    internal IReadOnlyList<RequestGap> AllGaps =>
    [
        .. Gaps,
        .. Systems
            .Where(system => system.State != SystemState.Done && Gaps.All(gap => gap.Dataset != system.Dataset || gap.Collection is not null))
            .Select(system => new RequestGap(system.Dataset, null, system.State == SystemState.Skipped ? GapCode.SystemSkipped : GapCode.SystemFailed)),
    ];
}

/// <summary>What was asked, by whom, when and under which law.</summary>
public sealed record BundleRequest
{
    /// <summary>The request.</summary>
    public required RequestId Id { get; init; }

    /// <summary>Its right.</summary>
    public required Right Right { get; init; }

    /// <summary>The round of work that makes it.</summary>
    public int Round { get; init; } = 1;

    /// <summary>1, 2, …: a later success of a failed system makes another bundle.</summary>
    public required int Version { get; init; }

    /// <summary>When the bundle is made; the only time in it that changes between two runs.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the request arrived.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Wire name of the law.</summary>
    public required string Law { get; init; }

    /// <summary>Version of the privacy policy in force.</summary>
    public required string PolicyVersion { get; init; }

    /// <summary>The controller's name.</summary>
    public required string Organisation { get; init; }

    /// <summary>Where the controller is asked about privacy.</summary>
    public string? Contact { get; init; }

    /// <summary>The name given with the request.</summary>
    public Personal? Name { get; init; }

    /// <summary>The proved identities by name, such as <c>email</c>.</summary>
    public IReadOnlyDictionary<string, Personal> Identities { get; init; } = new Dictionary<string, Personal>();
}

/// <summary>A connected system as the person meets it.</summary>
/// <param name="Dataset">Published key: redacted where the map says so.</param>
/// <param name="Title">Published name for people.</param>
/// <param name="State">Whether it answered; anything but done makes the bundle incomplete.</param>
/// <param name="Records">Rows in this bundle.</param>
/// <param name="Description">What the system is for.</param>
public sealed record BundleSystem(string Dataset, string Title, SystemState State, long Records, string? Description = null);

/// <summary>A thing that the person can do next.</summary>
/// <param name="Title">A few words.</param>
/// <param name="Text">How, in plain words.</param>
public sealed record BundleRemedy(string Title, string Text);
