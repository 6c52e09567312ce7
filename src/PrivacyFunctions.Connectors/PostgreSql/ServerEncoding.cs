using System.Collections.Frozen;
using System.Text;

namespace PrivacyFunctions.Connectors.PostgreSql;

/// <summary>What a database's encoding can store. A key that it cannot store is in no row, and asking for it would be an error.</summary>
internal sealed class ServerEncoding
{
    // PostgreSQL documentation, "Character Set Support"; .NET's code pages.
    private static readonly FrozenDictionary<string, int> CodePages = new Dictionary<string, int>
    {
        ["LATIN1"] = 28591,
        ["LATIN2"] = 28592,
        ["LATIN3"] = 28593,
        ["LATIN4"] = 28594,
        ["LATIN5"] = 28599,
        ["LATIN7"] = 28603,
        ["LATIN9"] = 28605,
        ["ISO_8859_5"] = 28595,
        ["ISO_8859_6"] = 28596,
        ["ISO_8859_7"] = 28597,
        ["ISO_8859_8"] = 28598,
        ["WIN866"] = 866,
        ["WIN874"] = 874,
        ["WIN1250"] = 1250,
        ["WIN1251"] = 1251,
        ["WIN1252"] = 1252,
        ["WIN1253"] = 1253,
        ["WIN1254"] = 1254,
        ["WIN1255"] = 1255,
        ["WIN1256"] = 1256,
        ["WIN1257"] = 1257,
        ["WIN1258"] = 1258,
        ["KOI8R"] = 20866,
        ["KOI8U"] = 21866,
        ["EUC_JP"] = 51932,
        ["EUC_KR"] = 51949,
        ["EUC_CN"] = 51936,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly Encoding? _encoding;

    /// <summary>The encoding of a server that calls it this; of those unknown to us, only ASCII is trusted.</summary>
    public ServerEncoding(string? name)
    {
        StoresAnyBytes = name == "SQL_ASCII";
        if (name == "UTF8" || StoresAnyBytes) return;
        var page = CodePages.GetValueOrDefault(name ?? "", Encoding.ASCII.CodePage);
        _encoding = Find(page);
    }

    /// <summary>Whether texts are whatever bytes came; the server then sends them only to clients that want bytes.</summary>
    public bool StoresAnyBytes { get; }

    /// <summary>Whether every character can be stored.</summary>
    public bool CanStore(string text)
    {
        try
        {
            return _encoding is null || Ascii.IsValid(text) || _encoding.GetByteCount(text) >= 0;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }

    private static Encoding Find(int page)
    {
        var (onEncode, onDecode) = (EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        return CodePagesEncodingProvider.Instance.GetEncoding(page, onEncode, onDecode) ?? Encoding.GetEncoding(page, onEncode, onDecode);
    }
}
