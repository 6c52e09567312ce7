using System.Data;
using Npgsql;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors.Sql;

namespace PrivacyFunctions.Connectors.PostgreSql;

/// <summary>Starts one reading: gathers the keys, brings them to the server, sends the statement.</summary>
internal static class PostgreSqlReading
{
    // A standby cannot make temporary tables, and a role may not be allowed to.
    private const string ReadOnlyServer = "25006";
    private const string NotAllowed = "42501";

    /// <summary>Starts reading; the reader owns the slot.</summary>
    public static async Task<IRecordReader> StartAsync(
        NpgsqlDataSource source, ResolvedQuery query, TimeSpan timeout, IDisposable slot, CancellationToken cancellation)
    {
        var homes = query.Sets.Concat(query.Except).Select((set, index) => new KeyHome(set, index)).ToList();
        try
        {
            foreach (var home in homes)
                await home.GatherAsync(KeyHome.MostParameters, cancellation);
            var asked = homes.Where(home => home.Columns[0].Count > 0).ToList();
            if (query.Sets.Count > 0 && asked.TrueForAll(home => home.Index >= query.Sets.Count))
            {
                slot.Dispose();
                return new EmptyReader(query.Fields);
            }

            return await SendAsync(source, query, asked, timeout, slot, cancellation);
        }
        finally
        {
            foreach (var home in homes)
                await home.DisposeAsync();
        }
    }

    private static async Task<IRecordReader> SendAsync(
        NpgsqlDataSource source, ResolvedQuery query, IReadOnlyList<KeyHome> homes, TimeSpan timeout, IDisposable slot, CancellationToken cancellation)
    {
        var session = await PostgreSqlSession.OpenAsync(source, timeout, cancellation);
        NpgsqlCommand? command = null;
        try
        {
            foreach (var home in homes) home.Restrict(session.Encoding);
            await SettleAsync(session, homes, cancellation);
            var statement = new SelectStatement(
                query, [.. homes.Where(home => home.Index < query.Sets.Count)], [.. homes.Where(home => home.Index >= query.Sets.Count)]);
            command = session.Connection.CreateCommand();
            statement.ApplyTo(command, homes, query, session.Encoding);
            var rows = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellation);
            return new PostgreSqlReader(query, statement, session, command, rows, slot);
        }
        catch
        {
            if (command is not null) await command.DisposeAsync();
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Brings the keys to the server, and leaves the session in a transaction that only reads.</summary>
    public static async Task SettleAsync(PostgreSqlSession session, IReadOnlyList<KeyHome> homes, CancellationToken cancellation)
    {
        var many = homes.Where(home => home.More).ToList();
        if (many.Count > 0)
        {
            try
            {
                await session.WritableAsync(cancellation);
                foreach (var home in many)
                    await home.SpillAsync(session, cancellation);
                await session.FinishWritingAsync(cancellation);
                return;
            }
            catch (PostgresException refusal) when (refusal.SqlState is ReadOnlyServer or NotAllowed && many.All(home => !home.InTable))
            {
                await session.RollbackAsync(cancellation);
                foreach (var home in many)
                    await home.GatherAsync(int.MaxValue, cancellation);
            }
        }

        await session.ReadOnlyAsync(cancellation);
    }
}
