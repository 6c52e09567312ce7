namespace PrivacyFunctions.Connecting;

/// <summary>One system as a connector sees it: its live catalogue, rows for keys, and changes of such rows. Knows no requests.</summary>
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

    /// <summary>
    /// The keys of a selection's one set as rows hold them: each value in the form that its column's type gives it, so that a UUID in capitals or a number
    /// with leading zeros is the text that <see cref="IRecordReader.TryGetKey"/> would give. What a column cannot hold is dropped. Reads
    /// nothing but the catalogue.
    /// </summary>
    /// <exception cref="ConnectorFailure">Unknown collection or field, or the system cannot be reached.</exception>
    IAsyncEnumerable<KeyTuple> CastAsync(RecordSelection selection, CancellationToken cancellation);

    /// <summary>The statement that <see cref="ReadAsync"/> would send, with parameter names in place of values; reads nothing but the catalogue.</summary>
    string Explain(RecordQuery query, Catalogue catalogue);

    /// <summary>
    /// Changes rows over a connection of its own that may write, in chunks of one transaction each. In each transaction the rows
    /// affected must equal the rows matched there, or it is rolled back. Running it again is safe: it then matches the rows that are
    /// left (deleting), or the same ones (masking).
    /// </summary>
    /// <returns>What was committed. A change of rows that are not there matches nothing and is no error.</returns>
    /// <exception cref="ConnectorFailure">
    /// Unknown collection or field, an empty key, a constraint, another number of rows than planned or matched, a table that must not be reached, no
    /// room, or the system failed. <see cref="ConnectorFailure.Committed"/> says what the chunks before did; the failing one did
    /// nothing, unless the connection broke while it was committed.
    /// </exception>
    /// <exception cref="ArgumentException">The selection has no key predicate.</exception>
    Task<ChangeResult> ChangeAsync(RecordChange change, CancellationToken cancellation);

    /// <summary>How many rows match now, each counted once. Read-only; values travel as parameters only.</summary>
    /// <exception cref="ConnectorFailure">Unknown collection or field, timeout, or the system failed.</exception>
    Task<long> CountAsync(RecordSelection selection, CancellationToken cancellation);

    /// <summary>Starts reading every row of a collection, over a read-only connection.</summary>
    /// <exception cref="ConnectorFailure">Unknown collection or field, timeout, or the system failed.</exception>
    Task<IRecordReader> ScanAsync(RecordScan scan, CancellationToken cancellation);

    /// <summary>The statement that <see cref="ChangeAsync"/> would send, with parameter names in place of values; reads nothing but the catalogue.</summary>
    string Explain(RecordChange change, Catalogue catalogue);
}
