using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace PrivacyFunctions.Audit;

/// <summary>The public key of a signer of notes (C2SP signed-note), Ed25519.</summary>
public sealed class NoteKey
{
    private const byte Ed25519Type = 1;
    private const int IdBytes = 4;

    private readonly byte[] _publicKey;

    /// <param name="name">The signer's name: no blanks, no plus sign.</param>
    /// <param name="publicKey">32 bytes.</param>
    public NoteKey(string name, ReadOnlySpan<byte> publicKey)
    {
        if (!IsName(name)) throw new ArgumentException("A key's name has no blanks and no plus sign.", nameof(name));
        ArgumentOutOfRangeException.ThrowIfNotEqual(publicKey.Length, Ed25519.PublicKeySize);
        Name = name;
        _publicKey = publicKey.ToArray();
        Id = SHA256.HashData([.. Encoding.UTF8.GetBytes(name), (byte)'\n', Ed25519Type, .. publicKey])[..IdBytes];
    }

    /// <summary>The signer's name.</summary>
    public string Name { get; }

    /// <summary>Four bytes before every signature by this key.</summary>
    internal byte[] Id { get; }

    /// <summary>Reads a key as <see cref="ToString"/> writes it; null for anything else.</summary>
    public static NoteKey? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Split('+', 3) is not [var name, var id, var encoded] || !IsName(name)) return null;
        if (Base64.Read(encoded) is not [Ed25519Type, .. var publicKey] || publicKey.Length != Ed25519.PublicKeySize) return null;
        var key = new NoteKey(name, publicKey);
        return Convert.ToHexStringLower(key.Id) == id ? key : null;
    }

    /// <summary>The key as text to hand around: name, id and key, joined by plus signs.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Name}+{Convert.ToHexStringLower(Id)}+{Convert.ToBase64String([Ed25519Type, .. _publicKey])}");

    internal bool Verify(ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature) =>
        signature.Length == Ed25519.SignatureSize
        && Ed25519.Verify(signature.ToArray(), 0, _publicKey, 0, content.ToArray(), 0, content.Length);

    private static bool IsName(string name) => name.Length > 0 && !name.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter) || letter == '+');
}
