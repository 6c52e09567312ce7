using PrivacyFunctions.Connecting;
using PrivacyFunctions.Tests.Local.Storage;

namespace PrivacyFunctions.Tests.Local.Serving.Steps;

/// <summary>Connected systems of a process that can die before it changes them, and between their commit and its own next write.</summary>
internal sealed class MortalConnector(IConnector connector, FailingPoints faults) : IConnector
{
    public string Kind => connector.Kind;

    public IReadOnlyList<ConnectorSetting> Settings => connector.Settings;

    public IConnectedSystem Connect(Connection connection) => new MortalSystem(connector.Connect(connection), faults);

    private sealed class MortalSystem(IConnectedSystem system, FailingPoints faults) : IConnectedSystem
    {
        public async Task<ChangeResult> ChangeAsync(RecordChange change, CancellationToken cancellation)
        {
            faults.AtRemoteChange();
            var result = await system.ChangeAsync(change, cancellation);
            faults.AtRemoteCommit();
            return result;
        }

        public Task CheckAsync(CancellationToken cancellation) => system.CheckAsync(cancellation);

        public Task<Catalogue> DescribeAsync(CancellationToken cancellation) => system.DescribeAsync(cancellation);

        public Task<IRecordReader> ReadAsync(RecordQuery query, CancellationToken cancellation) => system.ReadAsync(query, cancellation);

        public IAsyncEnumerable<KeyTuple> CastAsync(RecordSelection selection, CancellationToken cancellation) => system.CastAsync(selection, cancellation);

        public string Explain(RecordQuery query, Catalogue catalogue) => system.Explain(query, catalogue);

        public Task<long> CountAsync(RecordSelection selection, CancellationToken cancellation) => system.CountAsync(selection, cancellation);

        public Task<IRecordReader> ScanAsync(RecordScan scan, CancellationToken cancellation) => system.ScanAsync(scan, cancellation);

        public string Explain(RecordChange change, Catalogue catalogue) => system.Explain(change, catalogue);

        public ValueTask DisposeAsync() => system.DisposeAsync();
    }
}
