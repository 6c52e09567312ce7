using System.Globalization;
using Microsoft.Data.Sqlite;
using PrivacyFunctions.EndToEnd.Commands;

namespace PrivacyFunctions.EndToEnd.Reliability;

/// <summary>A small connected system: people and their orders in one SQLite file.</summary>
internal sealed class OrderSystem : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly int _people;

    public OrderSystem(int people)
    {
        _people = people;
        using var connection = Open();
        using var transaction = connection.BeginTransaction();
        Execute(connection, "CREATE TABLE person (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, name TEXT NOT NULL)");
        Execute(connection, "CREATE TABLE purchase (id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES person (id), item TEXT NOT NULL)");
        Execute(connection, "CREATE INDEX purchase_by_person ON purchase (person_id)");
        for (var person = 1; person <= people; person++)
        {
            Execute(connection, "INSERT INTO person VALUES ($1, $2, $3)", person, Address(person), $"Person {person}");
            for (var order = 0; order < OrdersOf(person); order++)
                Execute(connection, "INSERT INTO purchase (person_id, item) VALUES ($1, $2)", person, ItemOf(person, order));
        }

        transaction.Commit();
    }

    public IReadOnlyDictionary<string, string> Map => new Dictionary<string, string>
    {
        ["orders.yml"] = $"""
            dataset:
              - fides_key: orders
                name: Orders
                collections:
                  - name: person
                    fields:
                      - name: id
                        data_categories: [user.unique_id]
                        fides_meta: {"{ primary_key: true }"}
                      - name: email
                        data_categories: [user.contact.email]
                        fides_meta: {"{ identity: email }"}
                      - name: name
                        data_categories: [user.name]
                  - name: purchase
                    fields:
                      - name: id
                        data_categories: [user.unique_id]
                        fides_meta: {"{ primary_key: true }"}
                      - name: person_id
                        data_categories: [user.unique_id]
                        fides_meta: {"{ references: [ { dataset: orders, field: person.id, direction: from } ] }"}
                      - name: item
                        data_categories: [user.behavior.purchase_history]
            connection:
              - dataset: orders
                kind: sqlite
                settings:
                  path: {Path}
            deletion:
              - collection: orders.*
                delete: true
            """,
    };

    private string Path => _folder.File("orders.db");

    /// <summary>So many orders a person has, one to five.</summary>
    public static int OrdersOf(int person) => 1 + (person % 5);

    public static string Address(int person) => string.Create(CultureInfo.InvariantCulture, $"person{person}@people.example");

    public void Dispose() => _folder.Dispose();

    /// <summary>Fails unless exactly the rows of these people are gone and all others are as they were.</summary>
    public void AssertOnlyGone(IReadOnlySet<int> deleted)
    {
        using var connection = Open();
        var left = Enumerable.Range(1, _people).Where(person => !deleted.Contains(person)).ToList();
        Assert.Equal(left.Select(person => $"{person}|{Address(person)}|Person {person}"), Lines(connection, "SELECT id || '|' || email || '|' || name FROM person ORDER BY id"));
        Assert.Equal(
            left.SelectMany(person => Enumerable.Range(0, OrdersOf(person)).Select(order => $"{person}|{ItemOf(person, order)}")),
            Lines(connection, "SELECT person_id || '|' || item FROM purchase ORDER BY id"));
        Assert.Equal(["ok"], Lines(connection, "PRAGMA integrity_check"));
    }

    private static string ItemOf(int person, int order) => string.Create(CultureInfo.InvariantCulture, $"item {order} of {person}");

    private static List<string> Lines(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var lines = new List<string>();
        while (reader.Read()) lines.Add(reader.GetString(0));
        return lines;
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql, params ReadOnlySpan<object> values)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++) command.Parameters.AddWithValue($"${i + 1}", values[i]);
        command.ExecuteNonQuery();
    }
}
