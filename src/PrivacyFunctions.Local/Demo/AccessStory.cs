using PrivacyFunctions.Local.Demo.Client;
using PrivacyFunctions.Local.Demo.Organisation;
using PrivacyFunctions.Local.Demo.Report;
using PrivacyFunctions.Local.Demo.Systems;
using PrivacyFunctions.Local.Demo.Views;

namespace PrivacyFunctions.Local.Demo;

/// <summary>Anna asks what is stored about her: filing, proof by code, collection with one system failing for a moment, download, verification.</summary>
internal sealed class AccessStory(DemoStage stage, Cast cast, DemoOptions options)
{
    /// <summary>The system that a backup holds locked when the search comes to it.</summary>
    public const string BusyDataset = "monitoring";

    private static readonly TimeSpan LongestLock = TimeSpan.FromSeconds(15);

    private readonly PersonClient _person = new(stage.Api);
    private readonly Mailbox _mailbox = stage.MailboxOf(cast.Anna.Email);
    private readonly IDemoView _view = options.View;
    private readonly TimeProvider _clock = options.Clock;

    public RequestTrack Track { get; } = new($"Access for {cast.Anna.Name}");

    /// <summary>Files the request and proves it; afterwards the pipeline works on its own.</summary>
    public async Task<Filed> AskAsync(CancellationToken cancellation)
    {
        var stranger = cast.People.First(person => person.Company != cast.Anna.Company && person.Cookies.Count > 0);
        var filed = await _person.FileAsync(
            new Filing(
                "access",
                new Dictionary<string, string>
                {
                    ["email"] = cast.Anna.Email,
                    ["phone_number"] = cast.Anna.Phone,
                    ["cookie_id"] = stranger.Cookies[0],
                },
                cast.Anna.Name,
                "DE",
                "Please tell me what you hold about me."),
            cancellation);
        _view.Tell($"{cast.Anna.Name} asked what is held about her; a code went to {filed.Verification.SentTo}.");
        await _person.VerifyAsync(filed, await _mailbox.NextCodeAsync(cancellation), cancellation);
        _view.Tell("She typed the code from the mail, and so proved that the address is hers.");
        return filed;
    }

    /// <summary>Watches until the request comes to rest; the busy system is let go once its failure was seen.</summary>
    public async Task<StaffStatus> WatchAsync(Filed filed, BusySystem busy, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(LongestLock, _clock);
        await using var release = patience.Token.Register(busy.Dispose);
        StaffStatus? last = null;
        await foreach (var status in stage.Staff().WatchAsync(filed.RequestId, cancellation))
        {
            last = status;
            Track.Apply(status);
            if (Track[BusyDataset].FirstError is not null) busy.Dispose();
            _view.Moved(Track);
        }

        return last!;
    }

    /// <summary>Asks for a fresh code and fetches the bundle with it, and the keys that verify it.</summary>
    public async Task<PersonView> FetchAsync(Filed filed, DemoOutput output, CancellationToken cancellation)
    {
        var view = await _person.LookAsync(filed, cancellation);
        if (view.Bundles.Count == 0) return view;
        await _person.AskForDownloadCodeAsync(filed, cancellation);
        var grant = await _person.TradeCodeAsync(filed, await _mailbox.NextCodeAsync(cancellation), cancellation);
        await _person.DownloadAsync(filed, grant, output.Bundle, cancellation);
        await _person.SaveKeysAsync(output.Keys, cancellation);
        _view.Tell($"She asked for a second code and fetched the bundle with it: {output.Bundle}");
        return view;
    }
}
