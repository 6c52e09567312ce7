using System.Net.Security;
using MailKit.Net.Smtp;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Connectors.Smtp;

/// <summary>Sends mail over SMTP. One connection, kept open between mails; a broken one is opened anew.</summary>
public sealed class SmtpMailSender(SmtpSettings settings) : IMailSender, IAsyncDisposable
{
    /// <summary>Judges the server's certificate in place of the machine's own rules.</summary>
    internal RemoteCertificateValidationCallback? CertificateRule { get; init; }

    private readonly SemaphoreSlim _turn = new(1);
    private SmtpClient? _client;

    public async Task SendAsync(MailMessage message, CancellationToken cancellation)
    {
        using var document = MailDocument.Of(message, settings.From);
        await _turn.WaitAsync(cancellation);
        try
        {
            var client = await ConnectAsync(cancellation);
            await client.SendAsync(document, cancellation);
        }
        catch (Exception fault) when (SmtpFault.Read(fault) is { } failure)
        {
            await DropAsync(CancellationToken.None);
            throw failure;
        }
        catch (OperationCanceledException)
        {
            // The conversation stopped in the middle.
            await DropAsync(CancellationToken.None);
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await DropAsync(CancellationToken.None);
        _turn.Dispose();
    }

    private async Task<SmtpClient> ConnectAsync(CancellationToken cancellation)
    {
        if (_client is { IsConnected: true } open && await IsAliveAsync(open, cancellation)) return open;
        await DropAsync(cancellation);
        var client = new SmtpClient
        {
            Timeout = (int)settings.Timeout.TotalMilliseconds,
            ServerCertificateValidationCallback = CertificateRule,
            // A revocation list that cannot be fetched must not keep mail back.
            CheckCertificateRevocation = false,
        };
        _client = client;
        await client.ConnectAsync(settings.Host ?? throw new MailFailure("no-host", transient: true), settings.Port, settings.Security, cancellation);
        if (settings is { User: { } user, Password: { } password }) await client.AuthenticateAsync(user, password, cancellation);
        return client;
    }

    // Servers close connections that rest; better to notice before a mail is on its way.
    private static async Task<bool> IsAliveAsync(SmtpClient client, CancellationToken cancellation)
    {
        try
        {
            await client.NoOpAsync(cancellation);
            return true;
        }
        catch (Exception fault) when (SmtpFault.Read(fault) is not null)
        {
            return false;
        }
    }

    private async Task DropAsync(CancellationToken cancellation)
    {
        if (_client is not { } client) return;
        _client = null;
        try
        {
            if (client.IsConnected) await client.DisconnectAsync(quit: true, cancellation);
        }
        catch (Exception fault) when (SmtpFault.Read(fault) is not null)
        {
            // It is closed either way.
        }
        finally
        {
            client.Dispose();
        }
    }
}
