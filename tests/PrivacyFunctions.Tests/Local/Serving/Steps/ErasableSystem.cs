using Microsoft.Data.Sqlite;

namespace PrivacyFunctions.Tests.Local.Serving.Steps;

/// <summary>
/// A connected system in which Ada has rows of every kind: some go, some are masked, some have no primary key, one stays because a kept row
/// refers to it. Bob has the same.
/// </summary>
internal sealed class ErasableSystem : IDisposable
{
    public const string Address = "ada@people.example";

    private readonly TemporaryFolder _folder = TemporaryFolder.InMemory();

    public ErasableSystem()
    {
        Execute($"""
            CREATE TABLE person (id INTEGER PRIMARY KEY, email TEXT UNIQUE, name TEXT);
            CREATE TABLE purchase (id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES person (id), item TEXT NOT NULL);
            CREATE TABLE visit (person_id INTEGER NOT NULL, page TEXT);
            CREATE TABLE letter (id INTEGER PRIMARY KEY, email TEXT, content TEXT);
            CREATE TABLE account (id INTEGER PRIMARY KEY, email TEXT, city TEXT);
            CREATE TABLE invoice (id INTEGER PRIMARY KEY, account_id INTEGER NOT NULL REFERENCES account (id), total INTEGER);
            INSERT INTO person VALUES (1, '{Address}', 'Ada'), (2, 'bob@people.example', 'Bob');
            INSERT INTO purchase VALUES (1, 1, 'a lamp'), (2, 1, 'a desk'), (3, 2, 'a chair');
            INSERT INTO visit VALUES (1, 'home'), (1, 'about'), (2, 'home');
            INSERT INTO letter VALUES (1, '{Address}', 'Dear Ada'), (2, 'bob@people.example', 'Dear Bob');
            INSERT INTO account VALUES (1, '{Address}', 'Ulm'), (2, 'bob@people.example', 'Bonn'), (3, '{Address}', 'Kiel');
            INSERT INTO invoice VALUES (1, 1, 10), (2, 2, 20);
            """);
        Directory.CreateDirectory(Map);
        File.WriteAllText(Path.Combine(Map, "shop.yml"), Text(_folder.File("shop.db")));
    }

    /// <summary>The folder with the data map.</summary>
    public string Map => _folder.File("map");

    /// <summary>What is left once Ada is deleted.</summary>
    public static IReadOnlyList<string> WithoutAda { get; } =
    [
        "account 1 NULL NULL", "account 2 bob@people.example Bonn", "invoice 1 1 10", "invoice 2 2 20", "letter 1 NULL NULL", "letter 2 bob@people.example Dear Bob",
        "person 2 bob@people.example Bob", "purchase 3 2 a chair", "visit 2 home",
    ];

    /// <summary>Rows deleted or masked of each collection once Ada is deleted.</summary>
    public static IReadOnlyDictionary<string, long> Affected { get; } = new Dictionary<string, long>
    {
        ["person"] = 1,
        ["purchase"] = 2,
        ["visit"] = 2,
        ["letter"] = 1,
        ["account"] = 2,
    };

    public void Execute(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Every row, one line each, in order.</summary>
    public IReadOnlyList<string> Dump()
    {
        using var connection = Open();
        var lines = new List<string>();
        foreach (var table in new[] { "account", "invoice", "letter", "person", "purchase", "visit" })
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"SELECT * FROM {table}";
            using var reader = command.ExecuteReader();
            while (reader.Read())
                lines.Add(string.Join(' ', [table, .. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "NULL" : reader.GetValue(i).ToString()!)]));
        }

        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    public void Dispose() => _folder.Dispose();

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _folder.File("shop.db"), Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private static string Text(string database) => $$"""
        dataset:
          - fides_key: shop
            name: Shop
            collections:
              - name: person
                fields:
                  - { name: id, data_categories: [user.unique_id], fides_meta: { primary_key: true } }
                  - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }
                  - { name: name, data_categories: [user.name] }
              - name: purchase
                fields:
                  - { name: id, data_categories: [user.unique_id], fides_meta: { primary_key: true } }
                  - name: person_id
                    data_categories: [user.unique_id]
                    fides_meta: { references: [ { dataset: shop, field: person.id, direction: from } ] }
                  - { name: item, data_categories: [user.behavior.purchase_history] }
              - name: visit
                fields:
                  - name: person_id
                    data_categories: [user.unique_id]
                    fides_meta: { references: [ { dataset: shop, field: person.id, direction: from } ] }
                  - { name: page, data_categories: [user.behavior] }
              - name: letter
                fields:
                  - { name: id, data_categories: [system.operations], fides_meta: { primary_key: true } }
                  - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }
                  - { name: content, data_categories: [user.content] }
              - name: account
                fields:
                  - { name: id, data_categories: [user.unique_id], fides_meta: { primary_key: true } }
                  - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }
                  - { name: city, data_categories: [user.contact.address] }
              - name: invoice
                fields:
                  - { name: id, data_categories: [user.unique_id], fides_meta: { primary_key: true } }
                  - name: account_id
                    data_categories: [user.unique_id]
                    fides_meta: { references: [ { dataset: shop, field: account.id, direction: from } ] }
                  - { name: total, data_categories: [user.financial] }
        connection:
          - dataset: shop
            kind: sqlite
            settings:
              path: {{database}}
        deletion:
          - { collection: shop.person, delete: true }
          - { collection: shop.purchase, delete: true }
          - { collection: shop.visit, delete: true }
          - { collection: shop.account, delete: true }
          - { collection: shop.invoice, retain: { ground: legal-obligation, reason: "Tax records" } }
        """;
}
