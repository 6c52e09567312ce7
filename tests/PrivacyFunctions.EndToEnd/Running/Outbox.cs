using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using MimeKit;

namespace PrivacyFunctions.EndToEnd.Running;

/// <summary>Mail that the server left in its outbox folder.</summary>
internal sealed partial class Outbox(string folder)
{
    private readonly ConcurrentDictionary<string, bool> _read = new();

    /// <summary>Every message so far, in the order of their file names.</summary>
    public IReadOnlyList<MimeMessage> Messages() => [.. Files().Select(file => MimeMessage.Load(file))];

    /// <summary>The code of the next unread message to an address that carries one.</summary>
    public Task<string> NextCodeAsync(string address) => Waiting.ForAsync($"a mail with a code", () => Task.FromResult(NextCode(address)));

    private string? NextCode(string address)
    {
        foreach (var file in Files().Where(file => !_read.ContainsKey(file)))
        {
            var message = MimeMessage.Load(file);
            if (!message.To.Mailboxes.Any(mailbox => string.Equals(mailbox.Address, address, StringComparison.OrdinalIgnoreCase))) continue;
            _read[file] = true;
            if (Code().Match(message.TextBody ?? "") is { Success: true } code) return code.Value;
        }

        return null;
    }

    private IEnumerable<string> Files() => Directory.EnumerateFiles(folder, "*.eml").Order(StringComparer.Ordinal);

    [GeneratedRegex(@"(?<=^|\n)\d{8}(?=\r?\n|$)")]
    private static partial Regex Code();
}
