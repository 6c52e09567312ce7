using SQLitePCL;

namespace PrivacyFunctions.Connectors.Sqlite.Changes;

/// <summary>
/// Which tables a statement would write, foreign keys' actions and triggers included: the library asks for permission for each while it
/// prepares the statement.
/// </summary>
internal sealed class WriteReach : IDisposable
{
    private readonly SqliteSession _session;
    private readonly Dictionary<string, bool> _tables = new(StringComparer.OrdinalIgnoreCase);

    private WriteReach(SqliteSession session)
    {
        _session = session;
        raw.sqlite3_set_authorizer(session.Handle, Ask, null);
    }

    /// <summary>Each table of the file that rows would be deleted from or updated in, and whether deleted from.</summary>
    public static IReadOnlyDictionary<string, bool> Of(SqliteSession session, string statement)
    {
        using var reach = new WriteReach(session);
        using var command = session.Connection.CreateCommand();
#pragma warning disable CA2100 // Names were matched in the catalogue and quoted; values are parameters.
        command.CommandText = statement;
#pragma warning restore CA2100
        command.Prepare();
        return reach._tables;
    }

    /// <inheritdoc/>
    public void Dispose() => raw.sqlite3_set_authorizer(_session.Handle, (strdelegate_authorizer?)null, null);

    private int Ask(object data, int action, string table, string column, string database, string trigger)
    {
        if (action is raw.SQLITE_DELETE or raw.SQLITE_UPDATE && database == "main")
            _tables[table] = _tables.GetValueOrDefault(table) || action == raw.SQLITE_DELETE;
        return raw.SQLITE_OK;
    }
}
