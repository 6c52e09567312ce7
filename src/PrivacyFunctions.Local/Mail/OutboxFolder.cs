using System.Globalization;
using MimeKit;
using PrivacyFunctions.Connectors.Smtp;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Local.Mail;

/// <summary>Mail as files: <c>&lt;data&gt;/outbox/*.eml</c>, in order of their names. A file is there whole or not at all.</summary>
public sealed class OutboxFolder(string folder, MailboxAddress from) : IMailSender
{
    public async Task SendAsync(MailMessage message, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(message);
        using var document = MailDocument.Of(message, from);
        // The same mail has the same name: sent twice, it is there once.
        var name = message.At.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture) + "-" + message.Id;
        var path = Path.Combine(folder, name + ".eml");
        if (File.Exists(path)) return;
        var temporary = Path.Combine(folder, Path.GetRandomFileName() + ".tmp");
        try
        {
            await using (var file = DurableFile.Create(temporary))
            {
                await document.WriteToAsync(Format, file, cancellation);
                file.Flush(flushToDisk: true);
            }

            DurableFile.Publish(temporary, path, replace: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(temporary)) File.Delete(temporary);
            throw new MailFailure("outbox-folder", transient: true);
        }
    }

    private static FormatOptions Format { get; } = Lines();

    private static FormatOptions Lines()
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        return format;
    }
}
