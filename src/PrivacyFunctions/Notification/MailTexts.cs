using System.Globalization;
using PrivacyFunctions.Law;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Settings;

namespace PrivacyFunctions.Notification;

/// <summary>The words of every mail: plain text, no link that does anything by itself, nothing about the person but what they sent.</summary>
public sealed class MailTexts(OrganisationSettings organisation)
{
    /// <summary>The mail that a notice becomes.</summary>
    public MailMessage Compose(string id, RequestId request, PersonNotice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        var (subject, paragraphs) = Words(notice);
        var body = string.Join("\n\n", ["Hello,", .. paragraphs, .. Closing(request)]) + "\n";
        return new MailMessage(id, notice.To, subject, body, notice.At);
    }

    private (string Subject, IReadOnlyList<string> Paragraphs) Words(PersonNotice notice) => notice.Kind switch
    {
        NoticeKind.VerificationCode => ("Your code to confirm a privacy request", VerificationCode(notice)),
        NoticeKind.Received => ("Your privacy request is confirmed", Received(notice)),
        NoticeKind.DownloadCode => ("Your code to download your data", DownloadCode(notice)),
        NoticeKind.Ready => ("Your data is ready", Ready(notice)),
        NoticeKind.PartlyReady => ("A part of your data is ready", PartlyReady(notice)),
        NoticeKind.NoData => ("The answer to your privacy request", NoData()),
        NoticeKind.Denied => ("The answer to your privacy request", Denied(notice)),
        NoticeKind.DeletionAnnounced => ("Your personal data will be deleted", DeletionAnnounced(notice)),
        NoticeKind.Deleted => ("Your personal data has been deleted", Deleted()),
        NoticeKind.DeletedExceptKept => ("The answer to your privacy request", DeletedExceptKept()),
        NoticeKind.NothingDeleted => ("The answer to your privacy request", NothingDeleted()),
        NoticeKind.PartlyDeleted => ("A part of your personal data has been deleted", PartlyDeleted()),
        NoticeKind.Cancelled => ("Your privacy request is withdrawn", Cancelled()),
        NoticeKind.VerificationReminder => ("Please confirm your privacy request", Reminder(notice)),
        NoticeKind.Unverified => ("Your privacy request was closed because nobody confirmed it", Unverified(notice)),
        NoticeKind.Supplemented => ("A fuller answer to your privacy request is ready", Supplemented(notice)),
        _ => throw new ArgumentOutOfRangeException(nameof(notice)),
    };

    private IReadOnlyList<string> VerificationCode(PersonNotice notice) =>
    [
        $"Someone asked {organisation.Name} {What(notice.Right)} and gave this address. If it was you, enter this code to confirm it:",
        notice.Code!.Value.Value,
        $"The code is good until {Time(notice.GoodUntil)}, for five tries. We will answer by {Date(notice.DueAt)}.",
        "If it was not you, you need not do anything. Without the code nothing happens, and nobody learns whether we hold anything about you.",
    ];

    private IReadOnlyList<string> Received(PersonNotice notice) =>
    [
        $"Thank you. You confirmed your address, and we are working on your request {What(notice.Right)}. We will answer by {Date(notice.DueAt)}.",
        .. NotYou(notice, "If it was not you who confirmed it"),
    ];

    private IReadOnlyList<string> DownloadCode(PersonNotice notice) =>
    [
        "Someone asked to download the answer to your privacy request. If it was you, enter this code:",
        notice.Code!.Value.Value,
        $"The code is good until {Time(notice.GoodUntil)}, for five tries.",
        "If it was not you, keep the code to yourself and write to us.",
    ];

    private IReadOnlyList<string> Ready(PersonNotice notice) =>
    [
        "The answer to your privacy request is ready: your data in one ZIP file, with a page for reading in any browser. It also says what we left out, if anything, and why.",
        $"Ask for a download code on the page of your request. We keep the file until {Date(notice.GoodUntil)}.",
    ];

    private IReadOnlyList<string> PartlyReady(PersonNotice notice) =>
    [
        "A first answer to your privacy request is ready, but something is still missing from it. Its first page says what.",
        $"Ask for a download code on the page of your request. We keep the file until {Date(notice.GoodUntil)}.",
    ];

    private IReadOnlyList<string> NoData() =>
        [$"We searched all of our systems, and {organisation.Name} holds no personal data under the address that you confirmed."];

    private static IReadOnlyList<string> Denied(PersonNotice notice) =>
    [
        $"We have looked at your request {What(notice.Right)}, and we cannot do what it asks.",
        .. notice.Ground is { } ground ? [$"The ground: {GroundWords.Of(ground)}"] : Array.Empty<string>(),
        .. notice.Reason is { } reason ? [$"The reason: {OneLine(reason)}"] : Array.Empty<string>(),
        .. Remedies(notice),
    ];

    private IReadOnlyList<string> Reminder(PersonNotice notice) =>
    [
        $"Someone asked {organisation.Name} {What(notice.Right)}, gave this address, and has not confirmed the request yet. We cannot begin before that.",
        "If it was you, the code that we mailed is no longer good: ask for a new one on the page of your request, and enter it there.",
        $"Without a confirmation we close the request on {Date(notice.DueAt)}.",
        "If it was not you, you need not do anything.",
    ];

    private IReadOnlyList<string> Unverified(PersonNotice notice) =>
    [
        $"Someone asked {organisation.Name} {What(notice.Right)} and gave this address. By {Date(notice.DueAt)} nobody had confirmed it.",
        "We may give out or change personal data only when we are sure who asks, so the request is closed. We have not looked for any data.",
        "If it was you, you can file a new request at any time.",
        .. Remedies(notice),
    ];

    private IReadOnlyList<string> Supplemented(PersonNotice notice) =>
    [
        "Some of what was missing from the first answer to your privacy request has arrived. The new file holds everything, the first answer included; its first page says whether anything is still missing.",
        $"Ask for a download code on the page of your request. We keep the new file until {Date(notice.GoodUntil)}.",
    ];

    // A line of its own is a code's.
    private static string OneLine(Personal words) => string.Join(' ', words.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static IReadOnlyList<string> Remedies(PersonNotice notice) =>
        notice.Remedies.Count == 0 ? [] : ["If you do not agree with this answer, write to us. You have other ways too:", string.Join("\n", notice.Remedies.Select(remedy => "- " + remedy))];

    private IReadOnlyList<string> DeletionAnnounced(PersonNotice notice) =>
    [
        $"{organisation.Name} will delete your personal data, because someone who can read mail to this address asked for it. This begins at {Time(notice.GoodUntil)} and cannot be undone.",
        "If it was you, you need not do anything.",
        .. NotYou(notice, "If it was not you"),
    ];

    private static IReadOnlyList<string> NotYou(PersonNotice notice, string condition) => notice.Link is { } link
        ? [$"{condition}, open this page and press its button. Opening the page alone changes nothing:", link.Value]
        : [$"{condition}, write to us at once."];

    private static IReadOnlyList<string> Deleted() =>
    [
        "We have deleted the personal data that we held about you, and have looked again to make sure that it is gone.",
        Receipt,
    ];

    private static IReadOnlyList<string> DeletedExceptKept() =>
    [
        "We have deleted personal data that we held about you, and have looked again to make sure that it is gone. Some of it stays: the page of your request lists what, and why.",
        Receipt,
    ];

    private static IReadOnlyList<string> NothingDeleted() =>
    [
        "We looked for the personal data that you asked us to delete. All that we found has to stay: the page of your request lists what, and why.",
        Receipt,
    ];

    private static IReadOnlyList<string> PartlyDeleted() =>
    [
        "A part of your personal data has been deleted, but not everything could be done yet. The receipt says what is missing.",
        "To fetch the receipt, ask for a download code on the page of your request.",
    ];

    private const string Receipt =
        "A signed receipt says what was done in each of our systems. To fetch it, ask for a download code on the page of your request.";

    private static IReadOnlyList<string> Cancelled() => ["Your privacy request was withdrawn, as you asked. Nothing further will happen."];

    private IReadOnlyList<string> Closing(RequestId request) => [$"{organisation.Name}\nQuestions: {organisation.Contact}\nReference: {request}"];

    private static string What(Right right) => right switch
    {
        Right.Access => "for a copy of personal data",
        Right.Portability => "for personal data in a form to take elsewhere",
        Right.Deletion => "to delete personal data",
        Right.Correction => "to correct personal data",
        Right.Restriction => "to restrict the use of personal data",
        Right.Objection => "to stop using personal data",
        _ => throw new ArgumentOutOfRangeException(nameof(right)),
    };

    private string Time(DateTimeOffset? at) => Local(at).ToString("HH:mm 'on' d MMMM yyyy", CultureInfo.InvariantCulture) + $" ({organisation.Zone.Id})";

    private string Date(DateTimeOffset? at) => Local(at).ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    private DateTimeOffset Local(DateTimeOffset? at) => TimeZoneInfo.ConvertTime(at ?? throw new InvalidOperationException("The notice has no date."), organisation.Zone);
}
