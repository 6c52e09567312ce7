using System.Text.Json.Serialization;
using PrivacyFunctions.Law;

namespace PrivacyFunctions.Requests;

/// <summary>What a mail to the requester says. Its words are chosen when it is sent. Stored only sealed.</summary>
/// <param name="Kind">Which notice.</param>
/// <param name="To">The address.</param>
/// <param name="At">When it became due to be said; the mail's date.</param>
public sealed record PersonNotice(NoticeKind Kind, Personal To, DateTimeOffset At)
{
    /// <summary>The eight digits, where the notice carries a code.</summary>
    public Personal? Code { get; init; }

    /// <summary>Until when the code, or the bundle, is good.</summary>
    public DateTimeOffset? GoodUntil { get; init; }

    /// <summary>The address of a page that the notice points to; it holds a token.</summary>
    public Personal? Link { get; init; }

    /// <summary>The right that was asked for.</summary>
    public Right Right { get; init; }

    /// <summary>When the answer is due.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The ground of a denial.</summary>
    public Ground? Ground { get; init; }

    /// <summary>The reason of a denial, in the words of staff.</summary>
    public Personal? Reason { get; init; }

    /// <summary>What the person can do who is not content, a sentence each.</summary>
    public IReadOnlyList<string> Remedies { get; init; } = [];

    public override string ToString() => $"Notice {Kind}";
}

/// <summary>The notices that a requester gets.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NoticeKind>))]
public enum NoticeKind
{
    /// <summary>Somebody asked in this address's name; the code proves it was its owner.</summary>
    VerificationCode,

    /// <summary>The request is verified and under way.</summary>
    Received,

    /// <summary>The code that opens the download.</summary>
    DownloadCode,

    /// <summary>The answer is ready and whole.</summary>
    Ready,

    /// <summary>An answer is ready, but something is missing from it.</summary>
    PartlyReady,

    /// <summary>We hold nothing under the proved identities.</summary>
    NoData,

    /// <summary>The request was refused.</summary>
    Denied,

    /// <summary>The request was withdrawn.</summary>
    Cancelled,

    /// <summary>A deletion will begin; the person can still say that it was not them.</summary>
    DeletionAnnounced,

    /// <summary>Everything is erased; the receipt is ready.</summary>
    Deleted,

    /// <summary>What may be erased is erased, and something is kept on a ground; the receipt is ready.</summary>
    DeletedExceptKept,

    /// <summary>All that was found is kept on a ground; the receipt is ready.</summary>
    NothingDeleted,

    /// <summary>Something that was to be erased is not erased yet; the receipt says what.</summary>
    PartlyDeleted,

    /// <summary>Nobody has confirmed the request yet.</summary>
    VerificationReminder,

    /// <summary>Nobody confirmed the request in time: it is closed.</summary>
    Unverified,

    /// <summary>A later answer has what was missing from an earlier one, or more of it.</summary>
    Supplemented,
}
