using System.Buffers.Binary;
using System.Security.Cryptography;

namespace PrivacyFunctions.Sealing;

/// <summary>
/// The cryptography of one message after C2SP chunked-encryption v1, Cobblestone-256: keys by HKDF-Expand with SHA-512,
/// AES-256-GCM for chunks of 16 KiB, the last of which is always shorter.
/// </summary>
internal sealed class ChunkCipher : IDisposable
{
    public const int Chunk = 16 * 1024;
    public const int Tag = 16;
    public const int SealedChunk = Chunk + Tag;
    public const int Header = Salt + Commitment;

    private const int Key = 32;
    private const int Nonce = 12;
    private const int Salt = 24;
    private const int Commitment = 32;
    private const int Block = SHA512.HashSizeInBytes;
    private const int MostOnStack = 1024;
    private const long MostChunks = 1L << 38;

    private static readonly byte[] Label = "c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\0"u8.ToArray();

    private readonly AesGcm _aes;
    private readonly byte[] _baseNonce = new byte[Nonce];

    private ChunkCipher(ReadOnlySpan<byte> key, ReadOnlySpan<byte> baseNonce)
    {
        _aes = new AesGcm(key, Tag);
        baseNonce.CopyTo(_baseNonce);
    }

    /// <summary>A cipher for a new message; its header goes before the first chunk.</summary>
    public static ChunkCipher Create(ReadOnlySpan<byte> inputKey, SealContext context, Span<byte> header)
    {
        RandomNumberGenerator.Fill(header[..Salt]);
        Span<byte> derived = stackalloc byte[Key + Nonce + Commitment];
        Derive(inputKey, header[..Salt], context.ToBytes(), derived);
        derived[(Key + Nonce)..].CopyTo(header[Salt..]);
        return Take(derived);
    }

    /// <summary>A cipher for a message whose header was read.</summary>
    /// <exception cref="SealBrokenException">The commitment does not fit key and context.</exception>
    public static ChunkCipher Open(ReadOnlySpan<byte> inputKey, ReadOnlySpan<byte> context, ReadOnlySpan<byte> header)
    {
        Span<byte> derived = stackalloc byte[Key + Nonce + Commitment];
        Derive(inputKey, header[..Salt], context, derived);
        if (CryptographicOperations.FixedTimeEquals(derived[(Key + Nonce)..], header[Salt..Header])) return Take(derived);
        CryptographicOperations.ZeroMemory(derived);
        throw new SealBrokenException(SealFlaw.WrongKeyOrContext);
    }

    public void Encrypt(long number, ReadOnlySpan<byte> plain, Span<byte> sealedChunk)
    {
        Span<byte> nonce = stackalloc byte[Nonce];
        NonceOf(number, nonce);
        _aes.Encrypt(nonce, plain, sealedChunk[..plain.Length], sealedChunk.Slice(plain.Length, Tag));
    }

    public void Decrypt(long number, ReadOnlySpan<byte> sealedChunk, Span<byte> plain)
    {
        Span<byte> nonce = stackalloc byte[Nonce];
        NonceOf(number, nonce);
        var length = sealedChunk.Length - Tag;
        try
        {
            _aes.Decrypt(nonce, sealedChunk[..length], sealedChunk[length..], plain[..length]);
        }
        catch (CryptographicException)
        {
            throw new SealBrokenException(SealFlaw.ChunkChanged);
        }
    }

    public void Dispose() => _aes.Dispose();

    private static ChunkCipher Take(Span<byte> derived)
    {
        var cipher = new ChunkCipher(derived[..Key], derived.Slice(Key, Nonce));
        CryptographicOperations.ZeroMemory(derived);
        return cipher;
    }

    // HKDF-Expand of RFC 5869; .NET's own refuses a key shorter than the hash, which this construction has on purpose.
    private static void Derive(ReadOnlySpan<byte> inputKey, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> context, Span<byte> output)
    {
        if (inputKey.Length != Key) throw new ArgumentException("The key has 32 bytes.", nameof(inputKey));
        var length = Block + Label.Length + salt.Length + context.Length + 1;
        var message = length <= MostOnStack ? stackalloc byte[length] : new byte[length];
        Label.CopyTo(message[Block..]);
        salt.CopyTo(message[(Block + Label.Length)..]);
        context.CopyTo(message[(Block + Label.Length + salt.Length)..]);
        Span<byte> block = stackalloc byte[Block];
        for (byte n = 1; !output.IsEmpty; n++)
        {
            message[^1] = n;
            HMACSHA512.HashData(inputKey, n == 1 ? message[Block..] : message, block);
            block.CopyTo(message);
            var taken = Math.Min(Block, output.Length);
            block[..taken].CopyTo(output);
            output = output[taken..];
        }

        CryptographicOperations.ZeroMemory(message);
        CryptographicOperations.ZeroMemory(block);
    }

    private void NonceOf(long number, Span<byte> nonce)
    {
        if (number is < 0 or >= MostChunks) throw new InvalidOperationException("The message is too long to be sealed.");
        _baseNonce.CopyTo(nonce);
        var tail = nonce[(Nonce - sizeof(long))..];
        BinaryPrimitives.WriteInt64BigEndian(tail, BinaryPrimitives.ReadInt64BigEndian(tail) ^ number);
    }
}
