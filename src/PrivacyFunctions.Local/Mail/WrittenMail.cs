using MimeKit;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Local.Mail;

/// <summary>One mail on its way into the folder. Once a step failed, the later ones do nothing.</summary>
internal sealed class WrittenMail(string temporary, string path) : IDisposable
{
    private FileStream? _file;

    public MailFailure? Failure { get; set; }

    public async Task WriteAsync(MimeMessage document, CancellationToken cancellation)
    {
        using var content = new MemoryStream();
        await document.WriteToAsync(Format, content, cancellation);
        Try(() =>
        {
            _file = DurableFile.Create(temporary);
            _file.Write(content.GetBuffer().AsSpan(0, (int)content.Length));
        });
    }

    public void Sync() => Try(() =>
    {
        _file!.Flush(flushToDisk: true);
        _file.Dispose();
    });

    public void Publish() => Try(() => File.Move(temporary, path, overwrite: true));

    public void Dispose()
    {
        _file?.Dispose();
        if (Failure is not null && File.Exists(temporary)) File.Delete(temporary);
    }

    private static FormatOptions Format { get; } = Lines();

    private void Try(Action step)
    {
        if (Failure is not null) return;
        try
        {
            step();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Failure = new MailFailure("outbox-folder", transient: true);
        }
    }

    private static FormatOptions Lines()
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        return format;
    }
}
