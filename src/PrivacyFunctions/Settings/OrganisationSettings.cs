namespace PrivacyFunctions.Settings;

/// <summary>Who runs this, as persons and staff see it.</summary>
public sealed record OrganisationSettings
{
    /// <summary><c>Privacy__Organisation</c>: the controller's name.</summary>
    public required string Name { get; init; }

    /// <summary><c>Privacy__Contact</c>: where to turn with what cannot be done here.</summary>
    public required string Contact { get; init; }

    /// <summary><c>Privacy__PolicyVersion</c>: version of the privacy policy in force; every request records it.</summary>
    public required string PolicyVersion { get; init; }

    /// <summary><c>Privacy__TimeZone</c>: the controller's time zone (IANA name), in which days are counted.</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary><c>Privacy__PublicUrl</c>: address of this API as the outside sees it; null takes it from each call.</summary>
    public Uri? PublicUrl { get; init; }

    public static OrganisationSettings Read(SettingsReader settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new OrganisationSettings
        {
            Name = settings.Text("Organisation") ?? "The organisation",
            Contact = settings.Text("Contact") ?? "privacy@localhost",
            PolicyVersion = settings.Text("PolicyVersion") ?? "1",
            Zone = ReadZone(settings),
            PublicUrl = ReadUrl(settings),
        };
    }

    private static TimeZoneInfo ReadZone(SettingsReader settings)
    {
        if (settings.Text("TimeZone") is not { } name) return TimeZoneInfo.Utc;
        if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)) return zone;
        settings.Report("TimeZone", "is not a known time zone; use a name such as Europe/Berlin");
        return TimeZoneInfo.Utc;
    }

    private static Uri? ReadUrl(SettingsReader settings)
    {
        if (settings.Text("PublicUrl") is not { } text) return null;
        if (Uri.TryCreate(text.TrimEnd('/'), UriKind.Absolute, out var url) && url.Scheme is "https" or "http") return url;
        settings.Report("PublicUrl", "must be an absolute http or https address");
        return null;
    }
}
