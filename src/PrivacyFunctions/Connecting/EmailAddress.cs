using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace PrivacyFunctions.Connecting;

/// <summary>
/// When two e-mail addresses are the same: trimmed, domain lower-cased and IDNA-mapped to ASCII, local part exact. Never dot or plus folding.
/// </summary>
public sealed record EmailAddress
{
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    private static readonly SearchValues<char> Specials = SearchValues.Create("()<>[]:;,\\\"@");

    private EmailAddress(string local, string domain) => (Local, Domain) = (local, domain);

    /// <summary>The part before the last <c>@</c>, as written.</summary>
    public string Local { get; }

    /// <summary>The domain in lower-case ASCII.</summary>
    public string Domain { get; }

    /// <summary>The address in its canonical form.</summary>
    public string Canonical => $"{Local}@{Domain}";

    /// <summary>The canonical form where the local part's case does not count.</summary>
    public string CanonicalIgnoringCase => $"{KeyCanon.IgnoringCase(Local)}@{Domain}";

    /// <summary>Whether mail can go there: characters that only a quoted local part may hold are in a quoted one (RFC 5322 section 3.4.1).</summary>
    public bool TakesMail => Local is ['"', .., '"'] || !Local.AsSpan().ContainsAny(Specials);

    /// <summary>Reads an address; false for anything that is not one local part and one domain.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out EmailAddress? address)
    {
        address = null;
        var trimmed = text.AsSpan().Trim();
        var at = trimmed.LastIndexOf('@');
        if (at <= 0 || at == trimmed.Length - 1 || trimmed.IndexOfAnyInRange('\0', ' ') >= 0 || trimmed.Contains('\u007f'))
        {
            return false;
        }

        try
        {
            address = new EmailAddress(trimmed[..at].ToString(), Idn.GetAscii(trimmed[(at + 1)..].ToString()).ToLowerInvariant());
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Masked: an address is personal data.</summary>
    public override string ToString() => "***";
}
