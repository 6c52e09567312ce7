using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors.Sql;
using SQLitePCL;

namespace PrivacyFunctions.Connectors.Sqlite.Changes;

/// <summary>
/// Counts the rows that are written while it exists, table by table. The library tells of each; of tables without row numbers it
/// tells nothing, so these are counted before and after.
/// </summary>
internal sealed class WriteCounts : IDisposable
{
    private readonly SqliteSession _session;
    private readonly Dictionary<string, (long Deleted, long Updated)> _told = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(CatalogueTable Table, long Before)> _untold;

    /// <summary>Starts counting.</summary>
    /// <param name="session">The connection that writes.</param>
    /// <param name="reached">Tables that may lose rows.</param>
    public WriteCounts(SqliteSession session, IEnumerable<CatalogueTable> reached)
    {
        _session = session;
        _untold = [.. reached.Where(table => table.RowIdentifier is null).Select(table => (table, Rows(table)))];
        raw.sqlite3_update_hook(session.Handle, Tell, null);
    }

    /// <summary>Rows deleted and updated so far, by table.</summary>
    public IReadOnlyDictionary<string, (long Deleted, long Updated)> Sum()
    {
        var sum = new Dictionary<string, (long Deleted, long Updated)>(_told, StringComparer.OrdinalIgnoreCase);
        foreach (var (table, before) in _untold) sum[table.Name] = (Math.Max(0, before - Rows(table)), 0);
        return sum;
    }

    /// <inheritdoc/>
    public void Dispose() => raw.sqlite3_update_hook(_session.Handle, (strdelegate_update?)null, null);

    private void Tell(object data, int action, string database, string table, long row)
    {
        if (database != "main" || action is not (raw.SQLITE_DELETE or raw.SQLITE_UPDATE)) return;
        var (deleted, updated) = _told.GetValueOrDefault(table);
        _told[table] = action == raw.SQLITE_DELETE ? (deleted + 1, updated) : (deleted, updated + 1);
    }

    private long Rows(CatalogueTable table) => _session.Query($"SELECT count(*) FROM {SqlName.Quote(table.Path)}").Select(row => row.GetInt64(0)).Single();
}
