using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using MimeKit;

namespace PrivacyFunctions.EndToEnd.Running;

/// <summary>Mail that the server left in its outbox folder.</summary>
internal sealed partial class Outbox(string folder)
{
    private readonly ConcurrentDictionary<string, Letter> _letters = new();
    private readonly ConcurrentDictionary<string, bool> _read = new();

    /// <summary>Every message so far, in the order of their file names.</summary>
    public IReadOnlyList<MimeMessage> Messages() => [.. Files().Select(file => MimeMessage.Load(file))];

    /// <summary>The code of the next unread message to an address that carries one.</summary>
    public Task<string> NextCodeAsync(string address) => Waiting.ForAsync($"a mail with a code", () => Task.FromResult(NextCode(address)));

    private string? NextCode(string address)
    {
        foreach (var file in Files().Where(file => !_read.ContainsKey(file)))
        {
            var letter = _letters.GetOrAdd(file, Letter.Read);
            if (!letter.To.Contains(address, StringComparer.OrdinalIgnoreCase)) continue;
            _read[file] = true;
            if (letter.Code is { } code) return code;
        }

        return null;
    }

    private IEnumerable<string> Files() => Directory.EnumerateFiles(folder, "*.eml").Order(StringComparer.Ordinal);

    [GeneratedRegex(@"(?<=^|\n)\d{8}(?=\r?\n|$)")]
    private static partial Regex CodeLine();

    /// <summary>What of a message is looked for again and again; a test under load has many.</summary>
    private sealed record Letter(IReadOnlyList<string> To, string? Code)
    {
        public static Letter Read(string file)
        {
            var message = MimeMessage.Load(file);
            var code = CodeLine().Match(message.TextBody ?? "");
            return new Letter([.. message.To.Mailboxes.Select(mailbox => mailbox.Address)], code.Success ? code.Value : null);
        }
    }
}
