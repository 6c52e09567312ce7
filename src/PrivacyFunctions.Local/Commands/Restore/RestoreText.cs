using System.Globalization;
using System.Text.Json.Serialization;
using PrivacyFunctions.Deletion.Restoring;

namespace PrivacyFunctions.Local.Commands.Restore;

/// <summary>A restoration in words.</summary>
internal static class RestoreText
{
    public static void Write(TextWriter output, RestoreReport report)
    {
        foreach (var finding in report.Collections) output.WriteLine(OneLine.Of($"{finding.Dataset}.{finding.Collection}: {Sentence(finding)}"));
        output.WriteLine(Summary(report));
    }

    private static string Sentence(RestoreFinding finding)
    {
        var look = finding.Look == 0 ? "" : $"; {Rows(finding.Look)} to look at: a recorded primary key, but nothing else of the recorded row, so it may be somebody else's and is not touched";
        return finding.State switch
        {
            RestoreState.Clean => $"{Rows(finding.Compared)} compared, none came back{look}",
            RestoreState.Found => $"{Rows(finding.Found)} of {Count(finding.Compared)} came back, to {finding.Action}{look}",
            RestoreState.Erased => $"{Rows(finding.Found)} of {Count(finding.Compared)} came back; {Done(finding)}, none left{look}",
            RestoreState.Left => $"{Rows(finding.Found)} of {Count(finding.Compared)} came back; {Done(finding)}, {Rows(finding.Left ?? finding.Found)} left{look}",
            RestoreState.Kept => $"{Rows(finding.Found)} of {Count(finding.Compared)} came back and the data map keeps them now ({finding.Code}): {finding.Reason}{look}",
            RestoreState.NotMapped => $"not compared: {finding.Reason}",
            _ => $"failed ({finding.Code}): {finding.Reason}",
        };
    }

    private static string Summary(RestoreReport report) => report switch
    {
        { Collections.Count: 0 } => "The erasure ledger is empty: nothing was erased yet.",
        { Applied: false, Found: 0, IsDone: true } => "Nothing came back.",
        { Applied: false, IsDone: true } => $"{Rows(report.Found)} came back. Nothing was changed; run it again with --apply to erase them.",
        { Applied: false } => $"{Rows(report.Found)} came back as far as could be compared; not everything could.",
        { IsDone: true } => $"Done: {Rows(report.Collections.Sum(finding => finding.Deleted))} deleted and {Rows(report.Collections.Sum(finding => finding.Masked))} masked again, none left.",
        _ => "Not everything could be erased again; the lines above say what is left and why.",
    };

    private static string Done(RestoreFinding finding) => $"{Count(finding.Deleted)} deleted, {Count(finding.Masked)} masked";

    private static string Rows(long count) => $"{Count(count)} {(count == 1 ? "row" : "rows")}";

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(RestoreReport))]
internal sealed partial class RestoreJson : JsonSerializerContext;
