using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Http;

/// <summary>
/// A POST under its <c>Idempotency-Key</c>: how it is recognised when it comes again, and how its answer is kept. Only keyed hashes are
/// stored, and the answer is sealed under a key that follows from the caller's own.
/// </summary>
internal sealed class IdempotentCall(IKeyedHash hash, string key, string route, byte[] body)
{
    public const string Header = "Idempotency-Key";
    private const int NonceSize = 12;
    private const int TagSize = 16;

    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    public string CallHash { get; } = Convert.ToBase64String(hash.Compute(KeyedHashPurpose.Idempotency, "call", key, route));

    public string BodyHash { get; } = HashBody(hash, body);

    /// <summary>The key of the call; null when it has none; <paramref name="valid"/> is false when it has one that cannot be.</summary>
    public static string? ReadKey(HttpRequest request, out bool valid)
    {
        var values = request.Headers[Header];
        valid = true;
        if (values.Count == 0) return null;
        valid = values is [{ Length: >= 16 and <= 255 } value] && !value.AsSpan().ContainsAnyExceptInRange('!', '~');
        return valid ? values[0] : null;
    }

    public SavedAnswer Remember(ApiAnswer answer, DateTimeOffset now)
    {
        var kept = new RememberedAnswer(answer.Status, answer.MediaType, answer.Body, answer.Location, (long?)answer.RetryAfter?.TotalSeconds);
        var plain = JsonSerializer.SerializeToUtf8Bytes(kept, HttpJson.Default.RememberedAnswer);
        var content = new byte[NonceSize + TagSize + plain.Length];
        RandomNumberGenerator.Fill(content.AsSpan(0, NonceSize));
        using var cipher = Cipher();
        cipher.Encrypt(content.AsSpan(0, NonceSize), plain, content.AsSpan(NonceSize + TagSize), content.AsSpan(NonceSize, TagSize), Context);
        CryptographicOperations.ZeroMemory(plain);
        return new SavedAnswer(CallHash, BodyHash, content, now + Kept);
    }

    /// <summary>The answer given before, or that the key was used with another body.</summary>
    public ApiAnswer Recall(SavedAnswer saved)
    {
        if (saved.BodyHash != BodyHash)
            return new Problem(ProblemType.KeyReused, "Use a new idempotency key for a call with another body.");
        var content = saved.Sealed.AsSpan();
        var plain = new byte[content.Length - NonceSize - TagSize];
        using var cipher = Cipher();
        cipher.Decrypt(content[..NonceSize], content[(NonceSize + TagSize)..], content.Slice(NonceSize, TagSize), plain, Context);
        var kept = JsonSerializer.Deserialize(plain, HttpJson.Default.RememberedAnswer)!;
        CryptographicOperations.ZeroMemory(plain);
        return new ApiAnswer(kept.Status, kept.Body)
        {
            MediaType = kept.MediaType,
            Location = kept.Location,
            IsRecalled = true,
            RetryAfter = kept.RetryAfterSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        };
    }

    private byte[] Context => Encoding.UTF8.GetBytes(CallHash + BodyHash);

    private AesGcm Cipher()
    {
        var derived = hash.Compute(KeyedHashPurpose.Idempotency, "seal", key, route);
        var cipher = new AesGcm(derived, TagSize);
        CryptographicOperations.ZeroMemory(derived);
        return cipher;
    }

    private static string HashBody(IKeyedHash hash, byte[] body)
    {
        var labelled = new byte[body.Length + 5];
        "body:"u8.CopyTo(labelled);
        body.CopyTo(labelled, 5);
        var result = Convert.ToBase64String(hash.Compute(KeyedHashPurpose.Idempotency, labelled));
        CryptographicOperations.ZeroMemory(labelled);
        return result;
    }
}

/// <summary>What is kept of an answer.</summary>
internal sealed record RememberedAnswer(int Status, string MediaType, byte[] Body, string? Location, long? RetryAfterSeconds);
