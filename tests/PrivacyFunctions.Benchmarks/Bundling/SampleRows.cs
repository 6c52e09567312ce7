using System.Text.Json;

namespace PrivacyFunctions.Benchmarks.Bundling;

/// <summary>Rows as a website's telemetry has them; always the same ones, and cheap to make.</summary>
internal sealed class SampleRows
{
    private static readonly string[] Words =
    [
        "printer", "offline", "again", "tunnel", "drops", "every", "hour", "laptop", "colleague", "password", "reset", "screen", "flickers", "backup",
        "finished", "mailbox", "full", "update", "failed", "restart", "helped", "invoice", "question", "thanks", "solved", "remote", "session", "kernel",
    ];

    private static readonly string[] Agents = ["Firefox 142 on Linux", "Chrome 139 on Windows 11", "Safari 19 on macOS", "Edge 139 on Windows 10"];

    private readonly Random _random = new(7);
    private readonly char[] _note = new char[200];

    public void Write(Utf8JsonWriter json, long number)
    {
        json.WriteStartObject();
        json.WriteNumber("id"u8, number);
        json.WriteString("at"u8, new DateTime(638_000_000_000_000_000 + (number * 977_000_001), DateTimeKind.Utc));
        json.WriteString("page"u8, Words[_random.Next(Words.Length)]);
        json.WriteString("agent"u8, Agents[_random.Next(Agents.Length)]);
        json.WriteNumber("duration"u8, _random.Next(100_000) / 100m);
        json.WriteString("note"u8, Note());
        json.WriteEndObject();
    }

    private ReadOnlySpan<char> Note()
    {
        var length = 0;
        for (var words = _random.Next(4, 14); words > 0; words--)
        {
            var word = Words[_random.Next(Words.Length)];
            word.CopyTo(_note.AsSpan(length));
            length += word.Length;
            _note[length++] = ' ';
        }

        return _note.AsSpan(0, length);
    }
}
