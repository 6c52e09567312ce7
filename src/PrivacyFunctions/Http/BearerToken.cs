using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace PrivacyFunctions.Http;

/// <summary>The token in an <c>Authorization: Bearer</c> header.</summary>
public static class BearerToken
{
    private const string Scheme = "Bearer ";
    private const int Longest = 4096;

    /// <summary>The token, or null when the header is missing, there twice or of another scheme.</summary>
    public static string? Read(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Headers.Authorization is [{ Length: <= Longest } value] && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? value[Scheme.Length..].Trim()
            : null;
    }

    /// <summary>Compares two tokens without telling by the time it takes where they differ, or how long the expected one is.</summary>
    public static bool Same(string expected, string? presented)
    {
        Span<byte> left = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> right = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(expected), left);
        SHA256.HashData(Encoding.UTF8.GetBytes(presented ?? ""), right);
        return CryptographicOperations.FixedTimeEquals(left, right) && presented is not null;
    }
}
