using System.Collections.Frozen;

namespace PrivacyFunctions.DataMap;

/// <summary>The names that data maps use for masking strategies.</summary>
public static class MaskingNames
{
    /// <summary>The default digest.</summary>
    public const string Sha256 = "SHA-256";

    /// <summary>The longer digest.</summary>
    public const string Sha512 = "SHA-512";

    /// <summary>Characters of a random text when the map does not say.</summary>
    public const int DefaultRandomLength = 30;

    private static readonly FrozenDictionary<string, MaskingKind> Kinds = new Dictionary<string, MaskingKind>(StringComparer.Ordinal)
    {
        ["null_rewrite"] = MaskingKind.NullRewrite,
        ["string_rewrite"] = MaskingKind.StringRewrite,
        ["random_string_rewrite"] = MaskingKind.RandomStringRewrite,
        ["hash"] = MaskingKind.Hash,
        ["hmac"] = MaskingKind.Hmac,
        ["aes_encrypt"] = MaskingKind.AesEncrypt,
        ["preserve"] = MaskingKind.Preserve,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<MaskingKind, string> Names = Kinds.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>Every name, in the order of the documentation.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<MaskingKind>().Select(Of)];

    /// <summary>The kind of that name; false when there is none.</summary>
    public static bool TryFind(string name, out MaskingKind kind) => Kinds.TryGetValue(name, out kind);

    /// <summary>The name of a kind.</summary>
    public static string Of(MaskingKind kind) => Names[kind];
}
