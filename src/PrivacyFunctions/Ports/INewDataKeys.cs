using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Ports;

/// <summary>Makes the two data keys of a new request without storing them, so that they become durable in one step with it.</summary>
public interface INewDataKeys
{
    /// <summary>Fresh keys; stored by <see cref="IRequestStore.CommitAsync"/> as <see cref="RequestCommit.NewKeys"/>.</summary>
    Task<NewDataKeys> MakeAsync(RequestId request, CancellationToken cancellation);
}

/// <summary>Both keys of a request as they are stored, and the party key itself for sealing the first document.</summary>
/// <param name="WrappedPayload">Payload key under the key-encryption key.</param>
/// <param name="WrappedParty">Party key under the key-encryption key.</param>
/// <param name="Party">The party key; wiped on disposal.</param>
public sealed record NewDataKeys(byte[] WrappedPayload, byte[] WrappedParty, DataKey Party) : IDisposable
{
    public void Dispose() => Party.Dispose();

    public override string ToString() => "***";
}
