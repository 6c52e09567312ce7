using System.Globalization;
using Microsoft.Data.Sqlite;
using PrivacyFunctions.EndToEnd.Commands;

namespace PrivacyFunctions.EndToEnd.Reliability;

/// <summary>A small connected system: people and their orders in one SQLite file.</summary>
internal sealed class OrderSystem : IDisposable
{
    public const int OrdersPerPerson = 3;

    private readonly TemporaryFolder _folder = new();

    public OrderSystem(int people)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path, Pooling = false }.ToString());
        connection.Open();
        using var transaction = connection.BeginTransaction();
        Execute(connection, "CREATE TABLE person (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, name TEXT NOT NULL)");
        Execute(connection, "CREATE TABLE purchase (id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES person (id), item TEXT NOT NULL)");
        Execute(connection, "CREATE INDEX purchase_by_person ON purchase (person_id)");
        for (var person = 1; person <= people; person++)
        {
            Execute(connection, "INSERT INTO person VALUES ($1, $2, $3)", person, Address(person), $"Person {person}");
            for (var order = 0; order < OrdersPerPerson; order++)
                Execute(connection, "INSERT INTO purchase (person_id, item) VALUES ($1, $2)", person, $"item {order} of {person}");
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
            """,
    };

    private string Path => _folder.File("orders.db");

    public static string Address(int person) => string.Create(CultureInfo.InvariantCulture, $"person{person}@people.example");

    public void Dispose() => _folder.Dispose();

    private static void Execute(SqliteConnection connection, string sql, params ReadOnlySpan<object> values)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++) command.Parameters.AddWithValue($"${i + 1}", values[i]);
        command.ExecuteNonQuery();
    }
}
