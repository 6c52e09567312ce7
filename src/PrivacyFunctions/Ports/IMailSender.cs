using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Ports;

/// <summary>Hands one mail to the mail system (SMTP, or the local outbox folder).</summary>
public interface IMailSender
{
    /// <summary>Sends it; the same id may come twice.</summary>
    /// <exception cref="MailFailure">It was not accepted.</exception>
    Task SendAsync(MailMessage message, CancellationToken cancellation);

    /// <summary>Sends several; for each, in order, why it was not accepted, or null. Cancelled, it leaves the rest unsent.</summary>
    async Task<IReadOnlyList<MailFailure?>> SendAllAsync(IReadOnlyList<MailMessage> messages, CancellationToken cancellation)
    {
        var results = new List<MailFailure?>(messages.Count);
        foreach (var message in messages)
        {
            try
            {
                await SendAsync(message, cancellation);
                results.Add(null);
            }
            catch (MailFailure failure)
            {
                results.Add(failure);
            }
            catch (OperationCanceledException)
            {
                // Thrown on, it would hide which mails have left already.
                results.Add(new MailFailure("interrupted", transient: true));
            }
            catch (Exception fault)
            {
                results.Add(MailFailure.Unexpected(fault));
            }
        }

        return results;
    }
}

/// <summary>A plain-text mail to one person.</summary>
/// <param name="Id">Local part of the Message-ID.</param>
/// <param name="To">The address.</param>
/// <param name="Subject">One line, without personal data.</param>
/// <param name="Body">Plain text, lines ended by LF.</param>
/// <param name="At">The Date header.</param>
public sealed record MailMessage(string Id, Personal To, string Subject, string Body, DateTimeOffset At)
{
    public override string ToString() => $"Mail {Id}";
}

/// <summary>A mail was not accepted. The message is a code: server answers quote addresses.</summary>
public sealed class MailFailure(string code, bool transient) : Exception(code)
{
    /// <summary>Whether trying again later can help.</summary>
    public bool Transient { get; } = transient;

    /// <summary>The failure that stands for any other exception: its type is all that is kept of it.</summary>
    public static MailFailure Unexpected(Exception fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return new MailFailure($"unexpected-{fault.GetType().Name}", transient: true);
    }
}
