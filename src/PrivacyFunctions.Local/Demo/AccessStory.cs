using PrivacyFunctions.Local.Demo.Client;
using PrivacyFunctions.Local.Demo.Organisation;
using PrivacyFunctions.Local.Demo.Report;
using PrivacyFunctions.Local.Demo.Systems;
using PrivacyFunctions.Local.Demo.Views;

namespace PrivacyFunctions.Local.Demo;

/// <summary>Anna asks what is held about her: filing, proof by code, collection with one system failing for a moment, download, verification.</summary>
internal sealed class AccessStory(DemoStage stage, Cast cast, DemoOutput output, IDemoView view, TimeProvider clock) : IRequestStory, IDisposable
{
    /// <summary>The system that a backup holds locked when the search comes to it.</summary>
    public const string BusyDataset = "monitoring";

    private static readonly TimeSpan LongestLock = TimeSpan.FromSeconds(15);

    private readonly PersonClient _person = new(stage.Api);
    private readonly StaffClient _staff = stage.Staff();
    private readonly Mailbox _mailbox = stage.MailboxOf(cast.Anna.Email);
    private BusySystem? _busy;
    private Filed? _filed;
    private long _begun;

    public RequestTrack Track { get; } = new($"Access for {cast.Anna.Name}");

    private Filed Filed => _filed ?? throw new InvalidOperationException("The request has not been filed.");

    public async Task BeginAsync(CancellationToken cancellation)
    {
        _busy = BusySystem.Hold(DemoSystems.FileOf(stage.SystemsFolder, BusyDataset));
        view.Tell("A backup has just locked the database of device monitoring: nobody can read it for a while.");
        _begun = clock.GetTimestamp();
        _filed = await _person.FileAsync(Filing(), cancellation);
        view.Tell($"{cast.Anna.Name} asked over HTTP what is held about her; a code went to {_filed.Verification.SentTo}.");
        await _person.VerifyAsync(_filed, await _mailbox.NextCodeAsync(cancellation), cancellation);
        view.Tell("She typed the code from the mail, and so proved that the address is hers. The search begins.");
    }

    /// <summary>The busy system is let go once its failure was seen.</summary>
    public async Task WatchAsync(CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(LongestLock, clock);
        await using var release = patience.Token.Register(LetGo);
        await foreach (var status in _staff.WatchAsync(Filed.RequestId, cancellation))
        {
            Track.Apply(status);
            if (Track[BusyDataset].FirstError is not null) LetGo();
            view.Moved(Track);
        }
    }

    public async Task<StoryEnding> FinishAsync(CancellationToken cancellation)
    {
        var answer = await _person.LookAsync(Filed, cancellation);
        if (answer.Bundles.Count > 0) await FetchAsync(cancellation);
        var time = clock.GetElapsedTime(_begun);
        var delivered = answer.Bundles.Count > 0 ? await DeliveredBundle.ExamineAsync(output, cancellation) : null;
        var file = await _staff.ReadAsync(Filed.RequestId, cancellation);
        var report = AccessReport.Of(cast.Anna, new AnsweredRequest(Filed, answer, file, Track, time), delivered);
        var offered = answer.Bundles is [.., var last] ? last.Sha256 : "";
        return new StoryEnding(report, await AccessChecks.RunAsync(report, offered, cast, cancellation));
    }

    public void Dispose() => LetGo();

    private void LetGo() => _busy?.Dispose();

    private Filing Filing()
    {
        var stranger = cast.People.First(person => person.Company != cast.Anna.Company && person.Cookies.Count > 0);
        var identities = new Dictionary<string, string>
        {
            ["email"] = cast.Anna.Email,
            ["phone_number"] = cast.Anna.Phone,
            ["cookie_id"] = stranger.Cookies[0],
        };
        return new Filing("access", identities, cast.Anna.Name, "DE", "Please tell me what you hold about me.");
    }

    private async Task FetchAsync(CancellationToken cancellation)
    {
        await _person.AskForDownloadCodeAsync(Filed, cancellation);
        var grant = await _person.TradeCodeAsync(Filed, await _mailbox.NextCodeAsync(cancellation), cancellation);
        await _person.DownloadAsync(Filed, grant, output.Bundle, cancellation);
        await _person.SaveKeysAsync(output.Keys, cancellation);
        view.Tell("She asked for a second code, and fetched her bundle with it.");
    }
}
