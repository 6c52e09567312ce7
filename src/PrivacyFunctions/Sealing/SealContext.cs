using System.Text;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Sealing;

/// <summary>
/// What a sealed stream is and which request it belongs to. It enters the key derivation, so that a stream put in another's
/// place does not open.
/// </summary>
public readonly record struct SealContext
{
    private const string Product = "privacyfunctions/v1/";

    private readonly string? _text;

    private SealContext(string text) => _text = text;

    /// <summary>A stream that rests in a blob; its name says what it is and whose.</summary>
    public static SealContext Of(BlobName blob) => new($"{Product}blob/{blob}");

    /// <summary>A small document of a request, such as <c>parties</c>.</summary>
    public static SealContext Of(RequestId request, string what) => new($"{Product}{what}/{request.Value}");

    /// <summary>Something of the server itself, such as a wrapped key.</summary>
    public static SealContext Of(string what, string name) => new($"{Product}{what}/{name}");

    internal byte[] ToBytes() => Encoding.UTF8.GetBytes(_text ?? "");

    /// <inheritdoc/>
    public override string ToString() => _text ?? "";
}
