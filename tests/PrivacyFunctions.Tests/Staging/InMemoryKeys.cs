using System.Collections.Concurrent;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Tests.Staging;

/// <summary>Data keys in memory; themselves held to the contract.</summary>
internal sealed class InMemoryKeys : IDataKeys
{
    private readonly ConcurrentDictionary<(RequestId, KeyPurpose), byte[]?> _keys = [];

    public Task CreateAsync(RequestId request, CancellationToken cancellation)
    {
        foreach (var purpose in Enum.GetValues<KeyPurpose>())
        {
            using var key = DataKey.New();
            _keys.TryAdd((request, purpose), key.Bytes.ToArray());
        }

        return Task.CompletedTask;
    }

    public Task<DataKey?> FindAsync(RequestId request, KeyPurpose purpose, CancellationToken cancellation) =>
        Task.FromResult(_keys.GetValueOrDefault((request, purpose)) is { } bytes ? new DataKey(bytes) : null);

    public Task DestroyAsync(RequestId request, KeyPurpose purpose, CancellationToken cancellation)
    {
        _keys[(request, purpose)] = null;
        return Task.CompletedTask;
    }
}

public sealed class InMemoryKeysTests : Contracts.DataKeysContract
{
    private readonly InMemoryKeys _keys = new();

    protected override IDataKeys Keys => _keys;

    protected override Task FileAsync(RequestId request) => _keys.CreateAsync(request, default);
}
