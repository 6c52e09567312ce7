using Microsoft.Data.Sqlite;
using Npgsql;

namespace PrivacyFunctions.EndToEnd.Running;

/// <summary>Fills connected systems.</summary>
internal static class SqlScripts
{
    public static async Task PostgresAsync(string connectionString, string script)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(script);
        await command.ExecuteNonQueryAsync();
    }

    public static void Sqlite(string file, string script)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = script;
        command.ExecuteNonQuery();
    }
}
