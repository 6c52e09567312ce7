using System.Collections.Frozen;
using System.Text.Json;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Law;

/// <summary>The laws that the product knows.</summary>
public static class StatuteBook
{
    private static readonly FrozenDictionary<LawId, Statute> Statutes = Read().ToFrozenDictionary(statute => statute.Law);

    /// <summary>Every law, in the order of <see cref="LawId"/>.</summary>
    public static IReadOnlyList<Statute> All { get; } = [.. Statutes.Values.OrderBy(statute => statute.Law)];

    /// <summary>The laws that may apply: the one that was asked for, or all of them when it is unknown.</summary>
    public static IReadOnlyList<Statute> Candidates(LawId law) => law is LawId.Unknown ? All : [Statutes[law]];

    /// <summary>What the person can do who is not content with the answer, a sentence each.</summary>
    public static IReadOnlyList<string> Remedies(LawId law) => [.. Candidates(law).SelectMany(statute => statute.Remedies).Distinct()];

    /// <summary>Until when the person may turn against an answer; the longest period where several laws may apply.</summary>
    public static DateTimeOffset AppealEnd(LawId law, DateTimeOffset answered) => Candidates(law).Max(statute => statute.Appeal switch
    {
        { Unit: PeriodUnit.Months } appeal => answered.AddMonths(appeal.Count),
        var appeal => answered.AddDays(appeal.Count),
    });

    /// <summary>Which edition of the law's data counts: its version, or name and version of each law that may apply.</summary>
    public static string VersionOf(LawId law) =>
        law is LawId.Unknown ? string.Join(", ", All.Select(statute => $"{WireName.Of(statute.Law)} {statute.Version}")) : Statutes[law].Version;

    private static IEnumerable<Statute> Read()
    {
        var assembly = typeof(StatuteBook).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith("PrivacyFunctions.Law.Statutes.", StringComparison.Ordinal)))
        {
            using var file = assembly.GetManifestResourceStream(name)!;
            yield return JsonSerializer.Deserialize(file, StatuteJson.Default.Statute)!;
        }
    }
}
