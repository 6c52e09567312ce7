using System.Security.Cryptography;
using System.Text.Json;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Sealing;

namespace PrivacyFunctions.Requests;

/// <summary>Reads and seals what belongs under a request's party key: who asked, and the notices to them.</summary>
public sealed class PartyFile(IRequestStore store, IDataKeys keys)
{
    /// <summary>Who asked; null when the request has no party document or its party key was destroyed.</summary>
    public async Task<PartyDocument?> FindAsync(RequestId id, CancellationToken cancellation)
    {
        using var key = await keys.FindAsync(id, KeyPurpose.Party, cancellation);
        if (key is null || await store.ReadDocumentAsync(id, PartyDocument.DocumentName, cancellation) is not { } content) return null;
        var plain = SealedDocument.Open(content, key, SealContext.Of(id, PartyDocument.DocumentName));
        try
        {
            return JsonSerializer.Deserialize(plain, RequestsJson.Default.PartyDocument);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    /// <summary>A notice ready for a commit; null when no address is proved, or none is known any more.</summary>
    /// <param name="request">The request it is about.</param>
    /// <param name="kind">Which notice.</param>
    /// <param name="occasion">Distinguishes notices of one kind; the same occasion is the same mail.</param>
    /// <param name="at">When.</param>
    /// <param name="goodUntil">Until when what it offers is good.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<OutboxMessage.Notice?> NoticeAsync(
        RightsRequest request, NoticeKind kind, string occasion, DateTimeOffset at, DateTimeOffset? goodUntil, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.ProvedIdentities.Contains(Identity.Email)
            ? await ComposeAsync(request, kind, occasion, at, notice => notice with { GoodUntil = goodUntil }, cancellation)
            : null;
    }

    /// <summary>A notice with more to say than a date, such as why a request was denied.</summary>
    public async Task<OutboxMessage.Notice?> ReasonedNoticeAsync(
        RightsRequest request, NoticeKind kind, string occasion, DateTimeOffset at, Func<PersonNotice, PersonNotice> complete, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.ProvedIdentities.Contains(Identity.Email) ? await ComposeAsync(request, kind, occasion, at, complete, cancellation) : null;
    }

    /// <summary>A notice to an address that nobody has proved: it may say no more than that somebody named it.</summary>
    public Task<OutboxMessage.Notice?> UnprovedNoticeAsync(
        RightsRequest request, NoticeKind kind, string occasion, DateTimeOffset at, Func<PersonNotice, PersonNotice> complete, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ComposeAsync(request, kind, occasion, at, complete, cancellation);
    }

    private async Task<OutboxMessage.Notice?> ComposeAsync(
        RightsRequest request, NoticeKind kind, string occasion, DateTimeOffset at, Func<PersonNotice, PersonNotice> complete, CancellationToken cancellation)
    {
        if (await FindAsync(request.Id, cancellation) is not { ContactAddress: { } address }) return null;
        var notice = complete(new PersonNotice(kind, address, at) { Right = request.Right, DueAt = request.DueAt });
        using var key = await keys.FindAsync(request.Id, KeyPurpose.Party, cancellation);
        return key is null ? null : Seal(key, request.Id, notice, occasion);
    }

    /// <summary>Seals the document of a new request.</summary>
    public static byte[] Seal(DataKey key, RequestId id, PartyDocument party)
    {
        var plain = JsonSerializer.SerializeToUtf8Bytes(party, RequestsJson.Default.PartyDocument);
        try
        {
            return SealedDocument.Seal(plain, key, SealContext.Of(id, PartyDocument.DocumentName));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    /// <summary>Seals a notice under its own id, which follows from request, kind and occasion.</summary>
    public static OutboxMessage.Notice Seal(DataKey key, RequestId id, PersonNotice notice, string occasion)
    {
        ArgumentNullException.ThrowIfNull(notice);
        var name = $"{id}-{notice.Kind.ToString().ToLowerInvariant()}-{occasion}";
        var plain = JsonSerializer.SerializeToUtf8Bytes(notice, RequestsJson.Default.PersonNotice);
        try
        {
            return new OutboxMessage.Notice(name, id, SealedDocument.Seal(plain, key, SealContext.Of(id, name)));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    /// <summary>Opens a notice; null when the party key was destroyed, and with it the notice.</summary>
    public async Task<PersonNotice?> OpenAsync(OutboxMessage.Notice sealedNotice, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(sealedNotice);
        using var key = await keys.FindAsync(sealedNotice.RequestId, KeyPurpose.Party, cancellation);
        if (key is null) return null;
        var plain = SealedDocument.Open(sealedNotice.SealedContent, key, SealContext.Of(sealedNotice.RequestId, sealedNotice.Id));
        try
        {
            return JsonSerializer.Deserialize(plain, RequestsJson.Default.PersonNotice);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }
}
