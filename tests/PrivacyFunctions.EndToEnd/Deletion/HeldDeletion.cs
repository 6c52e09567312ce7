using Npgsql;
using PrivacyFunctions.EndToEnd.Running;

namespace PrivacyFunctions.EndToEnd.Deletion;

/// <summary>
/// Holds a deletion in the middle: the transaction that deletes the notes of PostgreSQL waits for a lock which the test has. What is not held goes on
/// meanwhile.
/// </summary>
internal sealed class HeldDeletion : IAsyncDisposable
{
    private const string Hold = """
        CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_advisory_xact_lock_shared(7); RETURN NULL; END';
        CREATE TRIGGER held AFTER DELETE ON note FOR EACH STATEMENT EXECUTE FUNCTION hold()
        """;

    private readonly NpgsqlConnection _connection;

    private HeldDeletion(NpgsqlConnection connection) => _connection = connection;

    /// <summary>Holds whatever deletion comes.</summary>
    public static async Task<HeldDeletion> BeginAsync(ErasableOrganisation organisation)
    {
        await organisation.CrmAsync(Hold);
        var held = new HeldDeletion(new NpgsqlConnection(organisation.Crm + ";Pooling=false"));
        await held._connection.OpenAsync();
        await held.AskAsync("SELECT pg_advisory_lock(7)");
        return held;
    }

    /// <summary>Waits until the deletion waits.</summary>
    public Task ReachedAsync() => Waiting.ForAsync<object>(
        "a deletion that waits", async () => await AskAsync("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted") is 1L ? this : null);

    /// <summary>Lets it go on.</summary>
    public Task GoOnAsync() => AskAsync("SELECT pg_advisory_unlock(7)");

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task<object?> AskAsync(string query)
    {
        await using var command = new NpgsqlCommand(query, _connection);
        return await command.ExecuteScalarAsync();
    }
}
