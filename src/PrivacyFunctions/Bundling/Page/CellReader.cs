using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PrivacyFunctions.Bundling.Page;

/// <summary>Reads a JSON value as a person would say it.</summary>
internal static partial class CellReader
{
    // Enough for the longest cell, however many characters of it escape.
    private const int StructureLimit = 20_000;

    public static PreviewCell Read(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => new PreviewCell(CellKind.Empty, ""),
        JsonValueKind.True => new PreviewCell(CellKind.Truth, "Yes"),
        JsonValueKind.False => new PreviewCell(CellKind.Truth, "No"),
        JsonValueKind.Number => new PreviewCell(CellKind.Number, CellText.Fit(value.GetRawText())),
        JsonValueKind.String => OfText(value.GetString()!),
        _ => new PreviewCell(CellKind.Structure, CellText.Fit(Lines(value))),
    };

    public static PreviewCell OfFile(string path) =>
        new(CellKind.File, path[(path.LastIndexOf('/') + 1)..], path);

    private static PreviewCell OfText(string text)
    {
        if (text.Length == 0) return new PreviewCell(CellKind.Empty, "");
        return Time(text) is { } spoken ? new PreviewCell(CellKind.Time, spoken, text) : new PreviewCell(CellKind.Text, CellText.Fit(text));
    }

    private static string? Time(string text)
    {
        var match = Moment().Match(text);
        if (!match.Success) return null;
        if (!DateOnly.TryParseExact(match.Groups["date"].ValueSpan, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return null;
        var day = date.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
        if (!match.Groups["time"].Success) return day;
        var zone = match.Groups["zone"].Value switch { "" => "", "Z" or "+00:00" => " UTC", var offset => $" UTC{offset}" };
        var time = match.Groups["time"].Value;
        var clock = time.EndsWith(":00", StringComparison.Ordinal) ? time[..^3] : time;
        return $"{day}, {clock}{zone}";
    }

    private static string Lines(JsonElement value)
    {
        var lines = new StringBuilder();
        Append(lines, value, 0);
        return lines.ToString().Trim('\n');
    }

    private static void Append(StringBuilder lines, JsonElement value, int depth)
    {
        if (lines.Length > StructureLimit) return;
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in value.EnumerateObject()) AppendNamed(lines, property.Name, property.Value, depth);
                break;
            case JsonValueKind.Array when value.EnumerateArray().All(IsSimple):
                lines.Append('\n').Append(' ', depth * 2).AppendJoin(", ", value.EnumerateArray().Take(StructureLimit).Select(Simple));
                break;
            case JsonValueKind.Array:
                var number = 0;
                foreach (var item in value.EnumerateArray()) AppendNamed(lines, string.Create(CultureInfo.InvariantCulture, $"{++number}"), item, depth);
                break;
            default:
                lines.Append('\n').Append(' ', depth * 2).Append(Simple(value));
                break;
        }
    }

    private static void AppendNamed(StringBuilder lines, string name, JsonElement value, int depth)
    {
        if (lines.Length > StructureLimit) return;
        lines.Append('\n').Append(' ', depth * 2).Append(Wording.Label(name)).Append(": ");
        if (IsSimple(value)) lines.Append(Simple(value));
        else if (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(IsSimple)) lines.AppendJoin(", ", value.EnumerateArray().Take(StructureLimit).Select(Simple));
        else Append(lines, value, depth + 1);
    }

    private static bool IsSimple(JsonElement value) => value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array);

    private static string Simple(JsonElement value) => Read(value) is { Kind: not CellKind.Empty } cell ? cell.Text : "–";

    [GeneratedRegex(@"^(?<date>\d{4}-\d\d-\d\d)([T ](?<time>([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?)(?<zone>Z|[+-]\d\d:\d\d)?)?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Moment();
}
