using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using MimeKit;
using PrivacyFunctions.EndToEnd.Running;
using PrivacyFunctions.Testing;

namespace PrivacyFunctions.EndToEnd.Canary;

/// <summary>Everybody's mail, as a real server took it. It refuses some recipients, with answers that quote their address.</summary>
internal sealed partial class CanaryMailbox : IAsyncDisposable
{
    public const string Refused = "refused-";
    public const string Later = "later-";

    private readonly SmtpServer _server;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Letter>> _letters = new(StringComparer.OrdinalIgnoreCase);
    private readonly Task _reading;
    private int _count;

    private CanaryMailbox(SmtpServer server)
    {
        _server = server;
        _reading = ReadAsync();
    }

    /// <summary>How the server under test reaches it.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["Privacy__Smtp__Host"] = "127.0.0.1",
        ["Privacy__Smtp__Port"] = $"{_server.Port}",
        ["Privacy__Smtp__Security"] = "none",
        ["Privacy__Smtp__From"] = "privacy@organisation.example",
        ["Privacy__Smtp__User"] = "privacy",
        ["Privacy__Smtp__Password"] = Canaries.Secret,
    };

    /// <summary>Mails so far.</summary>
    public int Count => Volatile.Read(ref _count);

    public static async Task<CanaryMailbox> StartAsync() => new(await SmtpServer.StartAsync("--password", Canaries.Secret));

    /// <summary>The next code to an address. The same mail can come twice.</summary>
    public Task<string> CodeAsync(string address, ISet<string> before) =>
        Waiting.ForAsync("a mail with a code", () => Task.FromResult(Letters(address).Select(letter => letter.Code).OfType<string>().FirstOrDefault(before.Add)));

    /// <summary>The address of the page on which the person says that it was not them.</summary>
    public Task<string> NotMeAsync(string address) => Waiting.ForAsync("a mail with a link", () => Task.FromResult(Letters(address).Select(letter => letter.Link).OfType<string>().FirstOrDefault()));

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _reading;
    }

    private IEnumerable<Letter> Letters(string address) => _letters.TryGetValue(address, out var letters) ? letters : [];

    private async Task ReadAsync()
    {
        while (await _server.ReadAsync() is { } mail)
        {
            using var message = await MimeMessage.LoadAsync(new MemoryStream(Encoding.UTF8.GetBytes(mail.GetProperty("text").GetString()!)));
            var text = message.TextBody ?? "";
            var letter = new Letter(CodeLine().Match(text) is { Success: true } code ? code.Value : null, NotMeLink().Match(text) is { Success: true } link ? link.Value : null);
            foreach (var to in mail.GetProperty("to").EnumerateArray()) _letters.GetOrAdd(to.GetString()!, _ => new()).Enqueue(letter);
            Interlocked.Increment(ref _count);
        }
    }

    [GeneratedRegex(@"(?<=^|\n)\d{8}(?=\r?\n|$)")]
    private static partial Regex CodeLine();

    [GeneratedRegex(@"/r/\S+/not-me\?token=\S+")]
    private static partial Regex NotMeLink();

    private sealed record Letter(string? Code, string? Link);
}
