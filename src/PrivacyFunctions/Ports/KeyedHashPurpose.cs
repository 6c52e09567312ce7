namespace PrivacyFunctions.Ports;

/// <summary>What a keyed hash is for. Names are part of the key derivation: add, never rename.</summary>
public enum KeyedHashPurpose
{
    /// <summary>The bearer token of one request.</summary>
    TrackingToken,

    /// <summary>A mailed code.</summary>
    Code,

    /// <summary>The bearer token of one download.</summary>
    DownloadToken,

    /// <summary>The token that stops a deletion.</summary>
    NotMe,

    /// <summary>Idempotency key, route and body of a POST.</summary>
    Idempotency,

    /// <summary>Who a request is about, in what is kept after closure.</summary>
    Subject,

    /// <summary>Address of the caller, for limits.</summary>
    Caller,

    /// <summary>Mail address, for limits.</summary>
    Address,

    /// <summary>An entry of the audit log, until a signed checkpoint covers it.</summary>
    AuditEntry,
}
