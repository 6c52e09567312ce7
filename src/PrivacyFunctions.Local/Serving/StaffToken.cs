using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;

namespace PrivacyFunctions.Local.Serving;

/// <summary>The bearer token of staff on a single machine.</summary>
/// <param name="Drawn">The token drawn for this run; null when the settings have one, or staff with tokens of their own.</param>
internal sealed record StaffToken(string? Drawn)
{
    private const string Key = "Privacy:StaffToken";
    private const string Named = "Privacy:Staff";
    private const int Bytes = 32;

    /// <summary>Draws a token when the settings have none for anybody, and puts it there.</summary>
    public static StaffToken DrawIfUnset(IConfigurationManager settings)
    {
        if (!string.IsNullOrWhiteSpace(settings[Key]) || settings.GetSection(Named).GetChildren().Any(staff => !string.IsNullOrWhiteSpace(staff["Token"])))
            return new StaffToken(Drawn: null);
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
        settings.AddInMemoryCollection([new(Key, token)]);
        return new StaffToken(token);
    }
}
