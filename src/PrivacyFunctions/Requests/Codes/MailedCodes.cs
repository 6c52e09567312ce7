using System.Globalization;
using System.Security.Cryptography;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Requests;

/// <summary>Makes and tries the eight-digit codes that prove an address. Only a keyed hash, bound to request and purpose, is kept.</summary>
public sealed class MailedCodes(IKeyedHash hash)
{
    /// <summary>How long a code is good.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    private const int Digits = 8;
    private const int Codes = 100_000_000;

    /// <summary>A fresh code and what is kept of it; <paramref name="before"/> is the one that it replaces.</summary>
    public (Personal Code, CodeChallenge Challenge) Issue(RequestId id, CodePurpose purpose, CodeChallenge? before, DateTimeOffset now)
    {
        var code = RandomNumberGenerator.GetInt32(Codes).ToString("D8", CultureInfo.InvariantCulture);
        return (new Personal(code), new CodeChallenge(HashOf(id, purpose, code), now, now + Life, Sends: (before?.Sends ?? 0) + 1));
    }

    /// <summary>True for eight digits.</summary>
    public static bool HasForm(string? code) => code is { Length: Digits } && !code.AsSpan().ContainsAnyExceptInRange('0', '9');

    /// <summary>Tries a code.</summary>
    public CodeTrial Try(RequestId id, CodePurpose purpose, CodeChallenge? challenge, string code, DateTimeOffset now)
    {
        if (challenge is null || challenge.IsDead(now)) return new CodeTrial.Dead();
        var fits = CryptographicOperations.FixedTimeEquals(
            Convert.FromBase64String(HashOf(id, purpose, code)), Convert.FromBase64String(challenge.CodeHash));
        return fits ? new CodeTrial.Right() : new CodeTrial.Wrong(challenge with { FailedTries = challenge.FailedTries + 1 });
    }

    private string HashOf(RequestId id, CodePurpose purpose, string code) =>
        Convert.ToBase64String(hash.Compute(KeyedHashPurpose.Code, purpose.ToString(), id.Value, code));
}

/// <summary>What a code is for; a code for one is worthless for the other.</summary>
public enum CodePurpose
{
    /// <summary>Proves who filed the request.</summary>
    Verification,

    /// <summary>Opens the download.</summary>
    Download,
}

/// <summary>What came of trying a code.</summary>
public abstract record CodeTrial
{
    private CodeTrial()
    {
    }

    /// <summary>It is the one; it is used up now.</summary>
    public sealed record Right : CodeTrial;

    /// <summary>It is not.</summary>
    /// <param name="Next">What to keep instead.</param>
    public sealed record Wrong(CodeChallenge Next) : CodeTrial
    {
        public int Remaining => Math.Max(0, CodeChallenge.MostTries - Next.FailedTries);
    }

    /// <summary>No code can be right any more: none is out, it expired, or it was tried too often.</summary>
    public sealed record Dead : CodeTrial;
}
