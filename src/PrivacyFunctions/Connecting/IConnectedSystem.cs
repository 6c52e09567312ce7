namespace PrivacyFunctions.Connecting;

/// <summary>One system as a connector sees it: its live catalogue, and rows for keys. Knows no requests.</summary>
public interface IConnectedSystem : IAsyncDisposable
{
    /// <summary>Connects and answers, or throws what is wrong.</summary>
    /// <exception cref="ConnectorFailure">The system cannot be reached or refuses the credentials.</exception>
    Task CheckAsync(CancellationToken cancellation);

    /// <summary>Reads the live catalogue. Every identifier in a statement comes from here, matched exactly.</summary>
    /// <exception cref="ConnectorFailure">The system cannot be reached.</exception>
    Task<Catalogue> DescribeAsync(CancellationToken cancellation);

    /// <summary>
    /// Starts reading the rows of one collection that match any of the query's key sets, each row once.
    /// Reading happens over a read-only connection; values travel as parameters only.
    /// </summary>
    /// <exception cref="ConnectorFailure">Unknown collection or field, timeout, or the system failed.</exception>
    Task<IRecordReader> ReadAsync(RecordQuery query, CancellationToken cancellation);

    /// <summary>The statement that <see cref="ReadAsync"/> would send, with parameter names in place of values; reads nothing but the catalogue.</summary>
    string Explain(RecordQuery query, Catalogue catalogue);
}
