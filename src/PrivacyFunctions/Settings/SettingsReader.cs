using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace PrivacyFunctions.Settings;

/// <summary>
/// Reads the settings below <c>Privacy</c> and remembers every problem, so that a start that is refused names them all at once.
/// Names are given as in configuration (<c>Limits:FilingsPerHourPerIp</c>) and reported as people set them
/// (<c>Privacy__Limits__FilingsPerHourPerIp</c>).
/// </summary>
public sealed class SettingsReader(IConfiguration configuration)
{
    // Instants so far from now can still be computed with.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(36525);

    private readonly IConfigurationSection _section = configuration.GetSection("Privacy");
    private readonly SortedSet<string> _problems = new(StringComparer.Ordinal);
    private readonly HashSet<string> _read = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is wrong so far.</summary>
    public IReadOnlyCollection<string> Problems => _problems;

    /// <summary>What has a value and was not asked for so far, as people set it: most likely misspelt.</summary>
    public IReadOnlyList<string> Unread =>
    [
        .. from setting in _section.AsEnumerable(makePathsRelative: true)
           where !string.IsNullOrEmpty(setting.Value) && !_read.Contains(setting.Key)
           orderby setting.Key
           select NameOf(setting.Key),
    ];

    /// <summary>A text; null when unset or empty.</summary>
    public string? Text(string name, int shortest = 1)
    {
        _read.Add(name);
        var value = _section[name];
        if (string.IsNullOrWhiteSpace(value)) return null;
        if (value.Length < shortest) Report(name, $"must have at least {shortest} characters");
        return value;
    }

    /// <summary>A text that must be set.</summary>
    public string Required(string name)
    {
        var value = Text(name);
        if (value is null) Report(name, "is missing");
        return value ?? "";
    }

    /// <summary>A whole number within bounds.</summary>
    public int Whole(string name, int otherwise, int least = int.MinValue, int most = int.MaxValue)
    {
        if (Text(name) is not { } text) return otherwise;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most) return value;
        Report(name, $"must be a whole number from {least} to {most}");
        return otherwise;
    }

    /// <summary>A length of time (<c>[d.]hh:mm:ss</c>), at least <paramref name="least"/> and at most a century.</summary>
    public TimeSpan Duration(string name, TimeSpan otherwise, TimeSpan least = default)
    {
        if (Text(name) is not { } text) return otherwise;
        if ((TryHours(text, out var value) || TimeSpan.TryParseExact(text, ["c", "g"], CultureInfo.InvariantCulture, out value)) && value >= least && value <= Longest) return value;
        Report(name, $"must be a length of time such as 1.00:00:00, at least {least:c} and at most {Longest:c}");
        return otherwise;
    }

    // More than a day may be given in hours, such as 72:00:00, which the base library takes for 72 days.
    private static bool TryHours(string text, out TimeSpan value)
    {
        value = default;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || text.AsSpan().Count(':') > 2) return false;
        if (!int.TryParse(text.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var hours) || hours > Longest.TotalHours) return false;
        if (!TimeSpan.TryParseExact("0" + text[colon..], "c", CultureInfo.InvariantCulture, out var rest)) return false;
        value = TimeSpan.FromHours(hours) + rest;
        return true;
    }

    /// <summary>True or false.</summary>
    public bool Flag(string name, bool otherwise)
    {
        if (Text(name) is not { } text) return otherwise;
        if (bool.TryParse(text, out var value)) return value;
        Report(name, "must be true or false");
        return otherwise;
    }

    /// <summary>One of a few words.</summary>
    public string OneOf(string name, string otherwise, params ReadOnlySpan<string> words)
    {
        if (Text(name) is not { } text) return otherwise;
        foreach (var word in words)
        {
            if (string.Equals(word, text, StringComparison.OrdinalIgnoreCase)) return word;
        }

        Report(name, $"must be one of {string.Join(", ", words!)}");
        return otherwise;
    }

    /// <summary>Words separated by commas; none when unset.</summary>
    public IReadOnlyList<string> Words(string name) =>
        Text(name)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>The names that stand below a name, such as those of people.</summary>
    public IReadOnlyList<string> Below(string name) => [.. _section.GetSection(name).GetChildren().Select(child => child.Key)];

    /// <summary>Something the caller found wrong with a setting. The value is not repeated: it may be a secret.</summary>
    public void Report(string name, string problem) =>
        _problems.Add($"{NameOf(name)} {problem}.");

    private static string NameOf(string name) => $"Privacy__{name.Replace(":", "__", StringComparison.Ordinal)}";
}
