using Microsoft.Data.Sqlite;

namespace PrivacyFunctions.Tests.Local.Serving.Steps;

/// <summary>A connected system with one person and two orders, and the data map of it.</summary>
internal sealed class TinySystem : IDisposable
{
    public const string Address = "ada@people.example";

    private readonly TemporaryFolder _folder = TemporaryFolder.InMemory();

    public TinySystem()
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _folder.File("shop.db"), Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            CREATE TABLE person (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE);
            CREATE TABLE purchase (id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES person (id), item TEXT NOT NULL);
            INSERT INTO person VALUES (1, '{Address}'), (2, 'bob@people.example');
            INSERT INTO purchase VALUES (1, 1, 'a lamp'), (2, 1, 'a desk'), (3, 2, 'a chair');
            """;
        command.ExecuteNonQuery();
        Directory.CreateDirectory(Map);
        File.WriteAllText(Path.Combine(Map, "shop.yml"), Text(_folder.File("shop.db")));
    }

    /// <summary>The folder with the data map.</summary>
    public string Map => _folder.File("map");

    public void Dispose() => _folder.Dispose();

    private static string Text(string database) => $$"""
        dataset:
          - fides_key: shop
            name: Shop
            collections:
              - name: person
                fields:
                  - name: id
                    data_categories: [user.unique_id]
                    fides_meta: { primary_key: true }
                  - name: email
                    data_categories: [user.contact.email]
                    fides_meta: { identity: email }
              - name: purchase
                fields:
                  - name: id
                    data_categories: [user.unique_id]
                    fides_meta: { primary_key: true }
                  - name: person_id
                    data_categories: [user.unique_id]
                    fides_meta: { references: [ { dataset: shop, field: person.id, direction: from } ] }
                  - name: item
                    data_categories: [user.behavior.purchase_history]
        connection:
          - dataset: shop
            kind: sqlite
            settings:
              path: {{database}}
        """;
}
