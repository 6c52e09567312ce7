using System.Globalization;
using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.DataMap;

/// <summary>Reads entries under <c>connection:</c>.</summary>
internal sealed class ConnectionReader(NodeReader nodes)
{
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(1);

    public ConnectionEntry? Read(YamlMapping mapping)
    {
        nodes.UnknownKeys(mapping, ["dataset", "kind", "settings", "role", "limits"], MapSeverity.Error, "a connection");
        var dataset = nodes.Required(mapping, "dataset", "A connection");
        var kind = nodes.Required(mapping, "kind", "A connection");
        return dataset is null || kind is null
            ? null
            : new ConnectionEntry
            {
                Dataset = dataset,
                Kind = kind,
                Settings = Settings(mapping),
                Processor = Processor(mapping),
                Limits = nodes.Mapping(mapping.Find("limits"), "limits") is { } limits ? Limits(limits) : new ConnectionLimits(),
                At = mapping.At,
            };
    }

    private Dictionary<string, Located<string>> Settings(YamlMapping mapping)
    {
        var settings = new Dictionary<string, Located<string>>(StringComparer.Ordinal);
        if (nodes.Mapping(mapping.Find("settings"), "settings") is { } entries)
        {
            foreach (var entry in entries.Entries)
            {
                if (nodes.Text(entries, entry.Key) is { } value)
                {
                    settings[entry.Key] = value;
                }
            }
        }

        return settings;
    }

    private bool Processor(YamlMapping mapping)
    {
        var role = nodes.Text(mapping, "role");
        if (role is { Value: not ("controller" or "processor") })
        {
            nodes.Problems.Error(MapCodes.InvalidValue, role.At, $"'role' is controller or processor, not {Quote.Name(role.Value)}.");
        }

        return role is { Value: "processor" };
    }

    private ConnectionLimits Limits(YamlMapping mapping)
    {
        nodes.UnknownKeys(mapping, ["rows", "parallel", "timeout"], MapSeverity.Error, "limits");
        var limits = new ConnectionLimits();
        return limits with
        {
            Rows = Number(mapping, "rows", long.MaxValue) ?? limits.Rows,
            Parallel = (int)(Number(mapping, "parallel", 64) ?? limits.Parallel),
            Timeout = Timeout(mapping) ?? limits.Timeout,
        };
    }

    private long? Number(YamlMapping mapping, string key, long most)
    {
        if (nodes.Text(mapping, key) is not { } written)
        {
            return null;
        }

        if (long.TryParse(written.Value.Replace("_", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= most)
        {
            return number;
        }

        var bound = most == long.MaxValue ? "" : $", at most {most}";
        nodes.Problems.Error(MapCodes.InvalidLimit, written.At, $"'{key}' is a whole number above zero{bound}, not {Quote.Name(written.Value)}.");
        return null;
    }

    private TimeSpan? Timeout(YamlMapping mapping)
    {
        if (nodes.Text(mapping, "timeout") is not { } written)
        {
            return null;
        }

        if (TimeSpan.TryParseExact(written.Value, ["c", @"hh\:mm\:ss", @"h\:mm\:ss"], CultureInfo.InvariantCulture, out var time)
            && time > TimeSpan.Zero && time <= LongestTimeout)
        {
            return time;
        }

        nodes.Problems.Error(MapCodes.InvalidLimit, written.At, $"'timeout' is hours, minutes and seconds such as 00:05:00, at most a day, not {Quote.Name(written.Value)}.");
        return null;
    }
}
