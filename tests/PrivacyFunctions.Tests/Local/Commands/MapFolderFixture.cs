namespace PrivacyFunctions.Tests.Local.Commands;

/// <summary>A folder with a data map that a test writes.</summary>
internal sealed class MapFolderFixture : IDisposable
{
    /// <summary>A whole map without connections; nothing is wrong with it but that.</summary>
    public const string Whole = """
        dataset:
          - fides_key: crm
            collections:
              - name: person
                fields:
                  - { name: id, data_categories: [user.unique_id], fides_meta: { primary_key: true } }
                  - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }
              - name: letter
                fields:
                  - { name: id, data_categories: [system.operations], fides_meta: { primary_key: true } }
                  - name: person_id
                    data_categories: [user.unique_id]
                    fides_meta: { references: [{ dataset: crm, field: person.id, direction: from }] }
                  - { name: text, data_categories: [user.content] }
        """;

    /// <summary>The same with a connection to a database that is not there.</summary>
    public const string Connected = Whole + """


        connection:
          - dataset: crm
            kind: postgresql
            settings: { connection_string: "Host=127.0.0.1;Port=1;Database=none;Username=none;Timeout=1" }
        """;

    public string Path { get; } = Directory.CreateTempSubdirectory("map-verb-").FullName;

    public MapFolderFixture Write(string file, string text)
    {
        File.WriteAllText(System.IO.Path.Combine(Path, file), text);
        return this;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
