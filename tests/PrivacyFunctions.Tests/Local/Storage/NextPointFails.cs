using PrivacyFunctions.Local.Storage;

namespace PrivacyFunctions.Tests.Local.Storage;

/// <summary>Lets the next point of a kind fail, once.</summary>
internal sealed class NextPointFails : IStorageFaults
{
    private StoragePoint? _next;

    public void Fail(StoragePoint next) => _next = next;

    public void At(StoragePoint point)
    {
        if (_next != point) return;
        _next = null;
        throw new IOException("Injected failure.");
    }
}
