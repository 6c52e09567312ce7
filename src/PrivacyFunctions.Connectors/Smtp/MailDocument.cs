using MimeKit;
using MimeKit.Text;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Connectors.Smtp;

/// <summary>A mail as an Internet message (RFC 5322): one plain-text part, marked as sent by a machine.</summary>
public static class MailDocument
{
    /// <summary>The message.</summary>
    /// <exception cref="MailFailure">The address cannot be one.</exception>
    public static MimeMessage Of(MailMessage mail, MailboxAddress from)
    {
        ArgumentNullException.ThrowIfNull(mail);
        ArgumentNullException.ThrowIfNull(from);
        var message = new MimeMessage
        {
            MessageId = $"{mail.Id}@{from.Domain}",
            Date = mail.At,
            Subject = mail.Subject,
            Body = new TextPart(TextFormat.Plain) { Text = mail.Body.ReplaceLineEndings("\r\n") },
        };
        message.From.Add(from);
        message.To.Add(Recipient(mail));
        // RFC 3834: nobody's absence note answers it.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }

    // Built from its parts, never parsed: nothing in an address can become a second recipient or a header.
    private static MailboxAddress Recipient(MailMessage mail)
    {
        if (!Connecting.EmailAddress.TryParse(mail.To.Value, out var address)) throw new MailFailure("invalid-address", transient: false);
        try
        {
            return new MailboxAddress(null, address.Canonical);
        }
        catch (ParseException)
        {
            throw new MailFailure("invalid-address", transient: false);
        }
    }
}
