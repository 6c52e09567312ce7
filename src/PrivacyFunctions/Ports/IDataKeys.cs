using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Ports;

/// <summary>
/// Two data keys per request, stored only wrapped by the key-encryption key; they come to be with the request (<see cref="INewDataKeys"/>).
/// Destroying a key is the final erasure of everything sealed under it, copies and backups included.
/// </summary>
public interface IDataKeys
{
    /// <summary>The key, which the caller disposes; null when there is no such request or the key is destroyed.</summary>
    Task<DataKey?> FindAsync(RequestId request, KeyPurpose purpose, CancellationToken cancellation);

    /// <summary>Destroys the key for good; when the task ends it cannot be found. Doing so again is no error.</summary>
    Task DestroyAsync(RequestId request, KeyPurpose purpose, CancellationToken cancellation);
}
