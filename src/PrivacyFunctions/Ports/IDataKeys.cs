using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Ports;

/// <summary>
/// Two data keys per request, stored only wrapped by the key-encryption key. Destroying a key is the final erasure of
/// everything sealed under it, copies and backups included.
/// </summary>
public interface IDataKeys
{
    /// <summary>Creates both keys unless they exist already. A destroyed key is never created again.</summary>
    Task CreateAsync(RequestId request, CancellationToken cancellation);

    /// <summary>The key, which the caller disposes; null when it was never created or is destroyed.</summary>
    Task<DataKey?> FindAsync(RequestId request, KeyPurpose purpose, CancellationToken cancellation);

    /// <summary>Destroys the key for good; when the task ends it cannot be found. Doing so again is no error.</summary>
    Task DestroyAsync(RequestId request, KeyPurpose purpose, CancellationToken cancellation);
}
