using System.Globalization;
using MimeKit;
using PrivacyFunctions.Connectors.Smtp;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Local.Mail;

/// <summary>Mail as files: <c>&lt;data&gt;/outbox/*.eml</c>, in order of their names. A file is there whole or not at all.</summary>
public sealed class OutboxFolder(string folder, MailboxAddress from) : IMailSender
{
    private const string Unfinished = ".tmp";

    /// <summary>Removes what a crash left half written. Call only while nothing else writes there.</summary>
    public OutboxFolder DiscardUnfinished()
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*" + Unfinished)) File.Delete(file);
        return this;
    }

    public async Task SendAsync(MailMessage message, CancellationToken cancellation)
    {
        if (await SendAllAsync([message], cancellation) is [{ } failure]) throw failure;
    }

    /// <summary>All are written, then all are synced, then all get their names: the disk has far less to do than one by one.</summary>
    public async Task<IReadOnlyList<MailFailure?>> SendAllAsync(IReadOnlyList<MailMessage> messages, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var written = new List<WrittenMail>(messages.Count);
        try
        {
            foreach (var message in messages) written.Add(await WriteAsync(message, cancellation));
            foreach (var mail in written) mail.Sync();
            foreach (var mail in written) mail.Publish();
            if (written.Any(mail => mail.Failure is null)) DurableFile.SyncDirectory(folder);
            return [.. written.Select(mail => mail.Failure)];
        }
        finally
        {
            foreach (var mail in written) mail.Dispose();
        }
    }

    private async Task<WrittenMail> WriteAsync(MailMessage message, CancellationToken cancellation)
    {
        // The same mail has the same name: sent twice, it is there once.
        var name = message.At.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture) + "-" + message.Id;
        var mail = new WrittenMail(Path.Combine(folder, Path.GetRandomFileName() + Unfinished), Path.Combine(folder, name + ".eml"));
        try
        {
            using var document = MailDocument.Of(message, from);
            await mail.WriteAsync(document, cancellation);
        }
        catch (MailFailure failure)
        {
            mail.Failure = failure;
        }

        return mail;
    }
}
