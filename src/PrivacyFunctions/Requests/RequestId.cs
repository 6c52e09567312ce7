using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace PrivacyFunctions.Requests;

/// <summary>Names one rights request: 128 random bits as 26 characters of lower-case base32 (RFC 4648), so ids cannot be guessed.</summary>
[JsonConverter(typeof(RequestIdJsonConverter))]
public readonly record struct RequestId
{
    /// <summary>How many characters an id has.</summary>
    public const int Length = 26;

    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    private const int Bytes = 16;

    private static readonly SearchValues<char> Letters = SearchValues.Create(Alphabet);

    private readonly string? _value;

    private RequestId(string value) => _value = value;

    /// <summary>The id's text; throws for <c>default</c>.</summary>
    public string Value => _value ?? throw new InvalidOperationException("This request id was never assigned.");

    /// <summary>A new random id.</summary>
    public static RequestId New()
    {
        Span<byte> random = stackalloc byte[Bytes];
        RandomNumberGenerator.Fill(random);
        return FromBytes(random);
    }

    /// <summary>The id that these 16 bytes spell.</summary>
    public static RequestId FromBytes(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, Bytes);
        Span<char> text = stackalloc char[Length];
        var (buffer, bits, next) = (0, 0, 0);
        foreach (var value in bytes)
        {
            (buffer, bits) = ((buffer << 8) | value, bits + 8);
            while (bits >= 5)
            {
                bits -= 5;
                text[next++] = Alphabet[(buffer >> bits) & 31];
            }
        }

        text[next] = Alphabet[(buffer << (5 - bits)) & 31];
        return new RequestId(new string(text));
    }

    /// <summary>Reads an id; only the exact form that <see cref="Value"/> gives is one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out RequestId id)
    {
        var valid = text is { Length: Length }
            && !text.AsSpan().ContainsAnyExcept(Letters)
            && (Alphabet.IndexOf(text[^1], StringComparison.Ordinal) & 3) == 0;
        id = valid ? new RequestId(text!) : default;
        return valid;
    }

    /// <summary>Reads an id that we wrote ourselves.</summary>
    /// <exception cref="FormatException">The text is not an id.</exception>
    public static RequestId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException("This is not a request id.");

    /// <inheritdoc/>
    public override string ToString() => _value ?? "(no request)";
}
