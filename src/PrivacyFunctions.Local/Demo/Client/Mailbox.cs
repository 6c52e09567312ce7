using System.Text.RegularExpressions;
using MimeKit;

namespace PrivacyFunctions.Local.Demo.Client;

/// <summary>A person's mail, read from the folder into which the local server puts messages when no SMTP server is set.</summary>
internal sealed partial class Mailbox(string outbox, string address, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(40);
    private readonly HashSet<string> _read = [];

    /// <summary>Waits for the next message that carries a code, and reads the code off its line.</summary>
    public async Task<string> NextCodeAsync(CancellationToken cancellation)
    {
        var start = clock.GetTimestamp();
        while (clock.GetElapsedTime(start) < Patience)
        {
            foreach (var file in Directory.EnumerateFiles(outbox, "*.eml").Where(file => !_read.Contains(file)).Order(StringComparer.Ordinal))
            {
                _read.Add(file);
                if (await ReadCodeAsync(file, cancellation) is { } code) return code;
            }

            await Task.Delay(Pause, clock, cancellation);
        }

        throw new DemoFailure($"No mail with a code arrived in {outbox} within {Patience.TotalSeconds:N0} seconds.");
    }

    private async Task<string?> ReadCodeAsync(string file, CancellationToken cancellation)
    {
        using var message = await MimeMessage.LoadAsync(file, cancellation);
        var isMine = message.To.Mailboxes.Any(mailbox => string.Equals(mailbox.Address, address, StringComparison.OrdinalIgnoreCase));
        return isMine && Code().Match(message.TextBody ?? "") is { Success: true } code ? code.Value : null;
    }

    [GeneratedRegex(@"(?<=^|\n)\d{8}(?=\r?\n|$)")]
    private static partial Regex Code();
}
