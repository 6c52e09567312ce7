namespace PrivacyFunctions.Settings;

/// <summary>Settings <c>Privacy__Retention__…</c>: how long the product keeps its own data.</summary>
public sealed record RetentionSettings
{
    /// <summary><c>Evidence</c>: how staff verified somebody, after they decided; a day at most.</summary>
    public required TimeSpan Evidence { get; init; }

    /// <summary><c>History</c>: histories of orchestrations, after their request was closed.</summary>
    public required TimeSpan History { get; init; }

    /// <summary><c>Contact</c>: contact details and correspondence, beyond closure, the law's appeal period and the bundle.</summary>
    public required TimeSpan Contact { get; init; }

    /// <summary><c>RecordMonths</c>: closed requests without identity, in calendar months.</summary>
    public required int RecordMonths { get; init; }

    /// <summary><c>Events</c>: published events.</summary>
    public required TimeSpan Events { get; init; }

    /// <summary><c>DeadLetters</c>: messages that could not be handled.</summary>
    public required TimeSpan DeadLetters { get; init; }

    /// <summary><c>Mail</c>: mail in the outbox folder.</summary>
    public required TimeSpan Mail { get; init; }

    /// <summary><c>Abandoned</c>: unfinished files.</summary>
    public required TimeSpan Abandoned { get; init; }

    /// <summary><c>Ledger</c>: entries of the erasure ledger; no shorter than the oldest backup of a connected system is kept. 0 keeps them for good.</summary>
    public required TimeSpan Ledger { get; init; }

    public static RetentionSettings Read(SettingsReader settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var evidence = settings.Duration("Retention:Evidence", TimeSpan.FromDays(1));
        if (evidence > TimeSpan.FromDays(1)) settings.Report("Retention:Evidence", "must be at most 1.00:00:00");
        return new RetentionSettings
        {
            Evidence = evidence,
            History = settings.Duration("Retention:History", TimeSpan.FromDays(7)),
            Contact = settings.Duration("Retention:Contact", TimeSpan.Zero),
            RecordMonths = settings.Whole("Retention:RecordMonths", 24, least: 1, most: 1200),
            Events = settings.Duration("Retention:Events", TimeSpan.FromDays(90)),
            DeadLetters = settings.Duration("Retention:DeadLetters", TimeSpan.FromDays(30)),
            Mail = settings.Duration("Retention:Mail", TimeSpan.FromDays(30)),
            Abandoned = settings.Duration("Retention:Abandoned", TimeSpan.FromDays(1), TimeSpan.FromHours(1)),
            Ledger = settings.Duration("Retention:Ledger", TimeSpan.FromDays(1095)),
        };
    }
}
