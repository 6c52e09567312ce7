using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Connectors.Smtp;

/// <summary>What a failed conversation means. Server answers quote addresses, so only a code is kept of them.</summary>
internal static class SmtpFault
{
    private const int FirstPermanent = 500;

    /// <summary>The failure; null for what is no fault of mail.</summary>
    public static MailFailure? Read(Exception fault) => fault switch
    {
        SmtpCommandException command => new MailFailure($"smtp-{(int)command.StatusCode}", IsTransient(command)),
        // A wrong password or certificate is put right by people while the mail waits.
        AuthenticationException => new MailFailure("authentication", transient: true),
        SslHandshakeException => new MailFailure("tls", transient: true),
        // The server offers no encryption, or cannot take such an address.
        NotSupportedException => new MailFailure("not-offered", transient: true),
        SmtpProtocolException or ServiceNotConnectedException or ServiceNotAuthenticatedException => new MailFailure("protocol", transient: true),
        TimeoutException => new MailFailure("timeout", transient: true),
        SocketException or IOException => new MailFailure("unreachable", transient: true),
        _ => null,
    };

    // Only a refused recipient or mail is final; anything else can be put right while the mail waits.
    private static bool IsTransient(SmtpCommandException command) =>
        (int)command.StatusCode < FirstPermanent || command.ErrorCode is not (SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted);
}
