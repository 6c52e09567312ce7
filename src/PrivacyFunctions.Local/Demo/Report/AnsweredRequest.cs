using PrivacyFunctions.Local.Demo.Client;

namespace PrivacyFunctions.Local.Demo.Report;

/// <summary>A request of the demo at its end, and what is reported of it whatever the right.</summary>
internal sealed record AnsweredRequest(Filed Filed, PersonView View, CaseFile File, RequestTrack Track, TimeSpan Time)
{
    public RequestReport Report(string right, string person, string question, Func<SystemTrack, SystemReport> system) => new()
    {
        RequestId = Filed.RequestId,
        Right = right,
        Person = person,
        Question = question,
        CodeSentTo = Filed.Verification.SentTo,
        Law = View.Law,
        LawReason = File.LawReason,
        ReceivedAt = Filed.ReceivedAt,
        DueAt = View.DueAt,
        Deadline = File.DeadlineExplanation,
        Status = View.Status,
        Outcome = View.Outcome,
        Seconds = Math.Round(Time.TotalSeconds, 2),
        UnusedIdentities = View.UnusedIdentities,
        Withheld = [.. View.Withheld.Select(item => new WithheldReport(item.Collection, item.Count, item.Ground, item.Reason))],
        Systems = [.. Track.Systems.Select(system)],
    };
}
