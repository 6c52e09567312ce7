namespace PrivacyFunctions.Local.Demo.Views;

/// <summary>Where the demo tells what is going on.</summary>
internal interface IDemoView : IAsyncDisposable
{
    /// <summary>Something was done.</summary>
    void Tell(string sentence);

    /// <summary>Begins to show requests moving through the systems, side by side.</summary>
    void Watch(IReadOnlyList<RequestTrack> tracks);

    /// <summary>One of the watched requests has moved.</summary>
    void Moved(RequestTrack track);

    /// <summary>The watched requests have come to rest.</summary>
    Task RestAsync(CancellationToken cancellation);
}
