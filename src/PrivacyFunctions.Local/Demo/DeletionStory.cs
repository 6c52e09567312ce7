using PrivacyFunctions.Local.Demo.Client;
using PrivacyFunctions.Local.Demo.Organisation;
using PrivacyFunctions.Local.Demo.Report;
using PrivacyFunctions.Local.Demo.Views;

namespace PrivacyFunctions.Local.Demo;

/// <summary>Markus asks that everything be erased: filing, proof by code, search, the decision of staff, erasure, receipt, and a look that he is gone.</summary>
internal sealed class DeletionStory(DemoStage stage, Cast cast, Census before, DemoOutput output, IDemoView view, TimeProvider clock) : IRequestStory
{
    private readonly PersonClient _person = new(stage.Api);
    private readonly StaffClient _staff = stage.Staff();
    private readonly Mailbox _mailbox = stage.MailboxOf(cast.Markus.Email);
    private Filed? _filed;
    private ApprovedPlan? _approved;
    private long _begun;

    public RequestTrack Track { get; } = new($"Deletion for {cast.Markus.Name}");

    private Filed Filed => _filed ?? throw new InvalidOperationException("The request has not been filed.");

    public async Task BeginAsync(CancellationToken cancellation)
    {
        _begun = clock.GetTimestamp();
        var identities = new Dictionary<string, string> { ["email"] = cast.Markus.Email, ["phone_number"] = cast.Markus.Phone };
        _filed = await _person.FileAsync(new Filing("deletion", identities, cast.Markus.Name, "DE", "I have left the company. Please erase me."), cancellation);
        view.Tell($"{cast.Markus.Name}, her colleague who has left, asked that everything about him be erased; a code went to {_filed.Verification.SentTo}.");
        await _person.VerifyAsync(_filed, await _mailbox.NextCodeAsync(cancellation), cancellation);
        view.Tell("He typed his code. His rows are looked for, and nothing is erased before staff have seen the plan.");
    }

    /// <summary>Staff read the plan when the request comes to them, and approve exactly that one.</summary>
    public async Task WatchAsync(CancellationToken cancellation)
    {
        var last = await FollowAsync(_staff.WatchAsync(Filed.RequestId, cancellation), cancellation);
        if (last?.Status == "awaiting-review")
        {
            _approved = await _staff.ApproveAsync(Filed.RequestId, "He was a customer's employee and has left; nothing speaks against it.", cancellation);
            await FollowAsync(_staff.WatchDecidedAsync(Filed.RequestId, cancellation), cancellation);
        }
    }

    public async Task<StoryEnding> FinishAsync(CancellationToken cancellation)
    {
        var answer = await _person.LookAsync(Filed, cancellation);
        var receipt = await FetchAsync(cancellation);
        var time = clock.GetElapsedTime(_begun);
        var file = await _staff.ReadAsync(Filed.RequestId, cancellation);
        var after = Census.Take(stage.SystemsFolder, cast.Markus);
        var report = DeletionReport.Of(cast.Markus, new AnsweredRequest(Filed, answer, file, Track, time), receipt, _approved);
        return new StoryEnding(report, DeletionChecks.Run(report, receipt, before, after));
    }

    private async Task<StaffStatus?> FollowAsync(IAsyncEnumerable<StaffStatus> statuses, CancellationToken cancellation)
    {
        StaffStatus? last = null;
        await foreach (var status in statuses.WithCancellation(cancellation))
        {
            Track.Apply(last = status);
            view.Moved(Track);
        }

        return last;
    }

    private async Task<DeliveredReceipt> FetchAsync(CancellationToken cancellation)
    {
        await _person.AskForDownloadCodeAsync(Filed, cancellation);
        var grant = await _person.TradeCodeAsync(Filed, await _mailbox.NextCodeAsync(cancellation), cancellation);
        await _person.DownloadReceiptAsync(Filed, grant, output.Receipt, cancellation);
        view.Tell("He fetched the receipt with a second code, and it was compared with what is left in the systems.");
        return await DeliveredReceipt.ExamineAsync(output, cancellation);
    }
}
