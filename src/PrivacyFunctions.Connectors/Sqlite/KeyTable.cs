using Microsoft.Data.Sqlite;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors.Sql;

namespace PrivacyFunctions.Connectors.Sqlite;

/// <summary>The keys of one set in a temporary table in memory, with their exact storage classes.</summary>
internal sealed class KeyTable
{
    /// <summary>Describes a table; creates nothing.</summary>
    public KeyTable(TargetSet set, int index)
    {
        (Set, Name) = (set, $"temp.privacy_keys_{index}");
        Sieve = new KeySieve(set, StoredKey.Canonical);
    }

    /// <summary>The set.</summary>
    public TargetSet Set { get; }

    /// <summary>The table.</summary>
    public string Name { get; }

    /// <summary>What lets keys through.</summary>
    public KeySieve Sieve { get; }

    /// <summary>Whether any key is in the table.</summary>
    public bool Any { get; private set; }

    /// <summary>The column of a target's keys.</summary>
    public static string Column(int target) => $"k{target}";

    /// <summary>Creates the table and reads all keys into it.</summary>
    public async Task FillAsync(SqliteSession session, CancellationToken cancellation)
    {
        var columns = string.Join(", ", Set.Targets.Select((_, target) => Column(target)));
        session.Execute($"CREATE TABLE {Name} ({columns}, PRIMARY KEY ({columns})) WITHOUT ROWID");
        using var insert = session.Connection.CreateCommand();
        var parameters = Set.Targets.Select((_, target) => $"${Column(target)}").ToList();
#pragma warning disable CA2100 // Our own names only.
        insert.CommandText = $"INSERT OR IGNORE INTO {Name} VALUES ({string.Join(", ", parameters)})";
#pragma warning restore CA2100
        foreach (var name in parameters) insert.Parameters.Add(new SqliteParameter { ParameterName = name });
        var sent = new string[Set.Targets.Count];
        await foreach (var key in Set.Keys.WithCancellation(cancellation))
        {
            if (Sieve.TryPass(key, sent)) Insert(insert, sent, 0);
        }
    }

    private void Insert(SqliteCommand insert, string[] sent, int target)
    {
        if (target == sent.Length)
        {
            insert.ExecuteNonQuery();
            Any = true;
            return;
        }

        foreach (var form in StoredKey.Of(Set.Targets[target], sent[target]))
        {
            insert.Parameters[target].Value = form;
            Insert(insert, sent, target + 1);
        }
    }
}
