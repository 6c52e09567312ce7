using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Sealing;

namespace PrivacyFunctions.Tests.Sealing;

/// <summary>The published vectors of C2SP chunked-encryption for Cobblestone-256.</summary>
public sealed class CobblestoneVectorTests
{
    public static TheoryData<int> Vectors()
    {
        var ids = new TheoryData<int>();
        foreach (var vector in All().Values) ids.Add(vector.GetProperty("tcId").GetInt32());
        return ids;
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public async Task A_vector_opens_exactly_when_it_is_valid(int id)
    {
        var vector = All()[id];
        var message = await TryOpenStream(vector);
        if (vector.GetProperty("result").GetString() == "valid")
        {
            Assert.NotNull(message);
            Assert.Equal(vector.GetProperty("msgLength").GetInt32(), message.Length);
            Assert.Equal(vector.GetProperty("msgSha512").GetString(), Convert.ToHexStringLower(SHA512.HashData(message)));
            Assert.Equal(message, TryOpenDocument(vector));
        }
        else
        {
            Assert.Null(message);
            Assert.Null(TryOpenDocument(vector));
        }
    }

    [Fact]
    public void All_vectors_are_run() => Assert.Equal(35, All().Count);

    private static async Task<byte[]?> TryOpenStream(JsonElement vector)
    {
        try
        {
            using var key = Key(vector);
            await using var stream = await UnsealingStream.OpenAsync(new MemoryStream(Sealed(vector)), key, Context(vector), default);
            using var message = new MemoryStream();
            await stream.CopyToAsync(message);
            return message.ToArray();
        }
        catch (Exception exception) when (exception is SealBrokenException or ArgumentException)
        {
            return null;
        }
    }

    private static byte[]? TryOpenDocument(JsonElement vector)
    {
        try
        {
            using var key = Key(vector);
            return SealedDocument.Open(Sealed(vector), key, Context(vector).AsSpan());
        }
        catch (Exception exception) when (exception is SealBrokenException or ArgumentException)
        {
            return null;
        }
    }

    private static DataKey Key(JsonElement vector) => new(Hex(vector, "key"));

    private static byte[] Context(JsonElement vector) => Hex(vector, "ctx");

    private static byte[] Sealed(JsonElement vector)
    {
        using var zlib = new ZLibStream(new MemoryStream(Hex(vector, "ct")), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        zlib.CopyTo(plain);
        return plain.ToArray();
    }

    private static byte[] Hex(JsonElement vector, string name) => Convert.FromHexString(vector.GetProperty(name).GetString()!);

    private static Dictionary<int, JsonElement> All()
    {
        using var file = typeof(CobblestoneVectorTests).Assembly.GetManifestResourceStream("c2sp_chunked_encryption_aes_256_gcm_test.json")!;
        using var document = JsonDocument.Parse(file);
        return document.RootElement.GetProperty("testGroups").EnumerateArray()
            .SelectMany(group => group.GetProperty("tests").EnumerateArray())
            .ToDictionary(test => test.GetProperty("tcId").GetInt32(), test => test.Clone());
    }
}
