using System.Globalization;
using PrivacyFunctions.EndToEnd.Commands;
using PrivacyFunctions.EndToEnd.Running;
using PrivacyFunctions.Testing;

namespace PrivacyFunctions.EndToEnd.Canary;

/// <summary>Systems full of canaries, which also fail in ways that give them away: errors that quote rows, data that is not what it should be.</summary>
internal sealed class CanarySystems : IDisposable
{
    private static readonly int Fates = Enum.GetValues<CanaryFate>().Length;
    private readonly TemporaryFolder _folder = new();

    public static IReadOnlyDictionary<string, string> Map { get; } = new Dictionary<string, string>
    {
        ["map.yml"] = """
            dataset:
              - fides_key: shop
                collections:
                  - name: person
                    data_categories: [user]
                    fields:
                      - { name: id, data_categories: [user.unique_id], fides_meta: { primary_key: true } }
                      - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }
                      - { name: full_name, data_categories: [user.name] }
                      - { name: phone, data_categories: [user.contact.phone_number], fides_meta: { identity: phone_number } }
                      - { name: code, data_categories: [user.unique_id], fides_meta: { identity: customer_id } }
                      - { name: token, data_categories: [user.unique_id] }
                      - { name: remark, data_categories: [user.content] }
                      - { name: network, data_categories: [user.device.ip_address] }
                      - { name: tags, data_categories: [user.content] }
                      - name: profile
                        fields:
                          - { name: street, data_categories: [user.contact.address.street] }
                          - name: aliases
                            fides_meta: { data_type: "object[]" }
                            fields:
                              - { name: alias, data_categories: [user.account.username] }
              - fides_key: desk
                collections:
                  - name: ticket
                    fields:
                      - { name: id, data_categories: [system.operations], fides_meta: { primary_key: true } }
                      - { name: owner, data_categories: [user.unique_id], fides_meta: { references: [{ dataset: shop, field: person.token, direction: from }] } }
                      - { name: words, data_categories: [user.content] }
                  - name: faulty
                    fields:
                      - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }
                      - { name: secret, data_categories: [user.content] }
              - fides_key: files
                collections:
                  - name: upload
                    fields:
                      - { name: id, data_categories: [system.operations], fides_meta: { primary_key: true } }
                      - { name: owner, data_categories: [user.unique_id], fides_meta: { references: [{ dataset: shop, field: person.code, direction: from }] } }
                      - { name: person, data_categories: [user.unique_id], fides_meta: { references: [{ dataset: shop, field: person.id, direction: from }] } }
                      - { name: content, data_categories: [user.content] }
            connection:
              - { dataset: shop, kind: postgresql, settings: { connection_string: "${SHOP}" } }
              - { dataset: desk, kind: postgresql, settings: { connection_string: "${DESK}" } }
              - { dataset: files, kind: sqlite, settings: { path: "${FILES}" } }
            vouches:
              - { field: shop.person.phone, for: phone_number }
            deletion:
              - { collection: shop.person, delete: true }
              - { collection: desk.ticket, delete: true }
              - { collection: desk.faulty, retain: { ground: legal-claims, reason: "Cases before a court" } }
              - { collection: files.upload, delete: true }
            """,
    };

    /// <summary>Where they are, as settings of the server.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; private set; } = new Dictionary<string, string>();

    public static async Task<CanarySystems> StartAsync(int people)
    {
        var systems = new CanarySystems();
        var server = await PostgresServer.SharedAsync();
        var (shop, desk, files) = (await server.CreateDatabaseAsync(), await server.CreateDatabaseAsync(), systems._folder.File("files.db"));
        await SqlScripts.PostgresAsync(shop, Shop(people));
        await SqlScripts.PostgresAsync(desk, Desk(people));
        SqlScripts.Sqlite(files, Files(people));
        systems.Settings = new Dictionary<string, string> { ["SHOP"] = $"{shop};Password={Canaries.Secret}", ["DESK"] = $"{desk};Password={Canaries.Secret}", ["FILES"] = files };
        return systems;
    }

    public void Dispose() => _folder.Dispose();

    private static string Shop(int people) => $$"""
        CREATE TABLE person (id bigint PRIMARY KEY, email text UNIQUE, full_name text, phone text, code text UNIQUE, token uuid UNIQUE, remark text, network inet, tags text[], profile text);
        INSERT INTO person
          SELECT {{Canaries.Number}} + i, {{Mail}}, 'Zoë {{Canaries.Name}}-' || i || ' {{Canaries.Foreign}}', '{{Canaries.Phone}}' || lpad(i::text, 5, '0'),
            '{{Canaries.Key}}-' || i, {{Token}}, repeat('{{Canaries.Cell}}-' || i || ' ', 1 + i % 20 * 100), ('{{Canaries.Network}}::' || to_hex(i + 1))::inet,
            ARRAY['{{Canaries.Element}}-' || i, '"'],
            CASE WHEN {{Is(CanaryFate.BrokenData)}} THEN '{"street": {{Canaries.Broken}}-' || i ELSE '{"street":"{{Canaries.Nested}}-' || i || '","aliases":[{"alias":"{{Canaries.Nested}}-' || i || '"}]}' END
          FROM generate_series(0, {{people - 1}}) i WHERE NOT ({{Is(CanaryFate.Unknown, CanaryFate.UnknownDeletion)}});
        CREATE FUNCTION refuse_it() RETURNS trigger LANGUAGE plpgsql AS $$
          BEGIN
            IF (old.id - {{Canaries.Number}}) % {{Fates}} = {{(int)CanaryFate.Undeletable}} THEN
              RAISE unique_violation USING MESSAGE = 'Key (email)=(' || old.email || ') stays', DETAIL = 'Failing row contains ' || old.full_name || old.remark, HINT = old.phone;
            END IF;
            RETURN old;
          END $$;
        CREATE TRIGGER refuse_it BEFORE DELETE ON person FOR EACH ROW EXECUTE FUNCTION refuse_it();
        """;

    // Reading what the unlucky hold fails with an error that quotes it.
    private static string Desk(int people) => $$"""
        CREATE TABLE ticket (id bigint PRIMARY KEY, owner uuid, words text);
        INSERT INTO ticket SELECT i * 2 + n, {{Token}}, '{{Canaries.Ticket}}-' || i FROM generate_series(0, {{people - 1}}) i, generate_series(0, 1) n;
        CREATE INDEX ticket_by_owner ON ticket (owner);
        CREATE TABLE kept (email text PRIMARY KEY, secret text);
        INSERT INTO kept SELECT {{Mail}}, '{{Canaries.Quoted}}-' || i FROM generate_series(0, {{people - 1}}) i WHERE {{Is(CanaryFate.Unreadable, CanaryFate.UnreadableDeletion)}};
        CREATE FUNCTION quote_it(address text, value text) RETURNS text LANGUAGE plpgsql AS $$
          BEGIN RAISE unique_violation USING MESSAGE = 'Key (email)=(' || address || ') already exists', DETAIL = 'Failing row contains ' || value, HINT = value; END $$;
        CREATE VIEW faulty AS SELECT email, quote_it(email, secret) AS secret FROM kept;
        """;

    private static string Files(int people) => $"""
        CREATE TABLE upload (id INTEGER PRIMARY KEY, owner TEXT, person INTEGER, content BLOB);
        WITH RECURSIVE n(i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM n WHERE i < {people - 1})
        INSERT INTO upload SELECT i, '{Canaries.Key}-' || i, {Canaries.Number} + i,
          CAST('%PDF-1.7 {Canaries.File}-' || i || ' ' || printf('%.*c', 20000, 'x') || x'{Convert.ToHexString(System.Text.Encoding.Unicode.GetBytes(Canaries.Wide))}' AS BLOB) FROM n;
        CREATE INDEX upload_by_owner ON upload (owner);
        CREATE INDEX upload_by_person ON upload (person);
        CREATE TRIGGER refuse_it BEFORE DELETE ON upload WHEN (old.person - {Canaries.Number}) % {Fates} = {(int)CanaryFate.UndeletableFile}
          BEGIN SELECT RAISE(ABORT, '{Canaries.Quoted} of {Canaries.Name} stays'); END;
        """;

    private static string Mail => $"'{Canaries.Mail}-' || i || '@{Canaries.Host}'";

    private static string Token => "('c0a2a7e1-5eed-4bad-8000-' || lpad(to_hex(i), 12, '0'))::uuid";

    private static string Is(params CanaryFate[] fates) => $"i % {Fates} IN ({string.Join(", ", fates.Select(fate => ((int)fate).ToString(CultureInfo.InvariantCulture)))})";
}
