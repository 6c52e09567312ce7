using System.Globalization;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Requests;

/// <summary>Puts a fresh code into a sealed notice.</summary>
public sealed class CodeMail(IDataKeys keys)
{
    /// <summary>The notice that carries the code.</summary>
    /// <exception cref="InvalidOperationException">The party key was destroyed meanwhile.</exception>
    public async Task<OutboxMessage.Notice> ComposeAsync(
        RightsRequest request, NoticeKind kind, Personal address, Personal code, CodeChallenge challenge, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(challenge);
        using var key = await keys.FindAsync(request.Id, KeyPurpose.Party, cancellation)
            ?? throw new InvalidOperationException("The party key is gone.");
        var notice = new PersonNotice(kind, address, challenge.IssuedAt)
        {
            Code = code,
            GoodUntil = challenge.ExpiresAt,
            Right = request.Right,
            DueAt = request.DueAt,
        };
        return PartyFile.Seal(key, request.Id, notice, OccasionOf(challenge));
    }

    // Two writers that race for the same number: only one commits, and the other composes anew with the next.
    private static string OccasionOf(CodeChallenge challenge) =>
        string.Create(CultureInfo.InvariantCulture, $"{challenge.Sends}-{challenge.IssuedAt.UtcTicks}");
}
