namespace PrivacyFunctions.Law;

/// <summary>By when what must have happened. Every instant is the last second of a day in the controller's time zone, in UTC.</summary>
public sealed record Deadlines
{
    /// <summary>The law that was asked for, <see cref="LawId.Unknown"/> included.</summary>
    public required LawId Law { get; init; }

    /// <summary>By when receipt must be confirmed.</summary>
    public required DateTimeOffset ConfirmBy { get; init; }

    /// <summary>By when the answer is due, without any extension; also the last moment to announce one.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>By when the answer is due after an extension that was announced.</summary>
    public DateTimeOffset? ExtendedTo { get; init; }

    /// <summary>Since when the clock has been standing still; null while it runs. Days of an open pause are added once it ends.</summary>
    public DateTimeOffset? PausedSince { get; init; }

    public required DeadlineExplanation Explanation { get; init; }

    /// <summary>By when the answer is due, all in all.</summary>
    public DateTimeOffset AnswerBy => ExtendedTo ?? DueAt;
}
