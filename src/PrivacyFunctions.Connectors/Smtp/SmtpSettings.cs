using MailKit.Security;
using MimeKit;
using PrivacyFunctions.Settings;

namespace PrivacyFunctions.Connectors.Smtp;

/// <summary>How mail leaves: settings <c>Privacy__Smtp__…</c>.</summary>
public sealed record SmtpSettings
{
    private const int SubmissionPort = 587;

    /// <summary><c>Host</c>: name or address of the server; null when mail does not leave over SMTP.</summary>
    public string? Host { get; init; }

    /// <summary><c>Port</c>: 587 when not given.</summary>
    public int Port { get; init; } = SubmissionPort;

    /// <summary>
    /// <c>Security</c>: <c>starttls</c> (the default), <c>tls</c> from the first byte, or <c>none</c> for a server on this machine. Without
    /// the promised protection no mail is sent.
    /// </summary>
    public SecureSocketOptions Security { get; init; } = SecureSocketOptions.StartTls;

    /// <summary><c>User</c>; null sends without signing in.</summary>
    public string? User { get; init; }

    /// <summary><c>Password</c>.</summary>
    public string? Password { get; init; }

    /// <summary><c>From</c>: the sender's address.</summary>
    public MailboxAddress From { get; init; } = new(null, "privacy@localhost");

    /// <summary><c>Timeout</c> of every step of the conversation.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    public static SmtpSettings Read(SettingsReader settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var host = settings.Text("Smtp:Host");
        var user = settings.Text("Smtp:User");
        var password = settings.Text("Smtp:Password");
        if (host is not null && user is null != password is null) settings.Report("Smtp:Password", "and Privacy__Smtp__User belong together");
        return new SmtpSettings
        {
            Host = host,
            Port = settings.Whole("Smtp:Port", SubmissionPort, least: 1, most: ushort.MaxValue),
            Security = SecurityOf(settings.OneOf("Smtp:Security", "starttls", "starttls", "tls", "none")),
            User = user,
            Password = password,
            From = ReadFrom(settings, host is not null),
            Timeout = settings.Duration("Smtp:Timeout", TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1)),
        };
    }

    public override string ToString() => $"smtp {Host}:{Port}";

    private static MailboxAddress ReadFrom(SettingsReader settings, bool needed)
    {
        var name = settings.Text("Organisation");
        if (settings.Text("Smtp:From") is not { } text)
        {
            if (needed) settings.Report("Smtp:From", "is missing");
            return new MailboxAddress(name, "privacy@localhost");
        }

        if (MailboxAddress.TryParse(text, out var address)) return new MailboxAddress(address.Name ?? name, address.Address);
        settings.Report("Smtp:From", "must be an e-mail address");
        return new MailboxAddress(name, "privacy@localhost");
    }

    private static SecureSocketOptions SecurityOf(string word) => word switch
    {
        "tls" => SecureSocketOptions.SslOnConnect,
        "none" => SecureSocketOptions.None,
        _ => SecureSocketOptions.StartTls,
    };
}
