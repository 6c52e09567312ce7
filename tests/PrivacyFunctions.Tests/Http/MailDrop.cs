using System.Text.RegularExpressions;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Tests.Http;

/// <summary>Keeps the mail that leaves, and lets tests wait for it.</summary>
internal sealed partial class MailDrop : IMailSender
{
    private readonly Lock _lock = new();
    private readonly List<MailMessage> _mails = [];
    private TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<MailMessage> All
    {
        get
        {
            lock (_lock) return [.. _mails];
        }
    }

    public Task SendAsync(MailMessage message, CancellationToken cancellation)
    {
        lock (_lock)
        {
            _mails.Add(message);
            _arrived.SetResult();
            _arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        return Task.CompletedTask;
    }

    /// <summary>The nth mail that fits, now or when it arrives.</summary>
    public async Task<MailMessage> WaitAsync(Func<MailMessage, bool> fits, int nth)
    {
        while (true)
        {
            Task next;
            lock (_lock)
            {
                if (_mails.Where(fits).Skip(nth - 1).FirstOrDefault() is { } found) return found;
                next = _arrived.Task;
            }

            await next.WaitAsync(TimeSpan.FromSeconds(60));
        }
    }

    public static string CodeIn(MailMessage mail) => CodeLine().Match(mail.Body).Value;

    [GeneratedRegex(@"^\d{8}$", RegexOptions.Multiline)]
    private static partial Regex CodeLine();
}
