using System.Net.Http.Headers;
using System.Text;
using PrivacyFunctions.EndToEnd.Running;

namespace PrivacyFunctions.EndToEnd.Canary;

/// <summary>The canaries, the systems that hold them, and calls that carry them where they do not belong.</summary>
internal static class Canaries
{
    public const string Name = "canaryname7f3ae1";
    public const string Mail = "canarymail5d2b90";
    public const string Phone = "+4930775533110";
    public const string Claim = "canaryclaim8e6012";
    public const string Cell = "canarycell91c4d7";
    public const string Note = "canarynote3b8fa2";
    public const string File = "canaryfile6ad5e3";
    public const string Quoted = "canaryquoted2e71f";
    public const string Stray = "canarystray4c9d08";

    public static IReadOnlyList<string> All => [Name, Mail, Phone, Claim, Cell, Note, File, Quoted, Stray];

    public static string Map { get; } = """
        dataset:
          - fides_key: shop
            collections:
              - name: person
                data_categories: [user]
                fields:
                  - { name: id, fides_meta: { primary_key: true } }
                  - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }
                  - { name: full_name }
                  - { name: phone, fides_meta: { identity: phone_number } }
                  - { name: code, data_categories: [user.unique_id], fides_meta: { identity: customer_id } }
                  - { name: remark }
              - name: faulty
                data_categories: [user]
                fields:
                  - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }
                  - { name: secret }
          - fides_key: files
            collections:
              - name: upload
                data_categories: [user]
                fields:
                  - { name: id, fides_meta: { primary_key: true } }
                  - { name: owner, data_categories: [user.unique_id], fides_meta: { references: [{ dataset: shop, field: person.code, direction: from }] } }
                  - { name: content }
        connection:
          - { dataset: shop, kind: postgresql, settings: { connection_string: "${PG}" } }
          - { dataset: files, kind: sqlite, settings: { path: "${FILES}" } }
        vouches:
          - { field: shop.person.phone, for: phone_number }
        """;

    public static string Address(int i) => $"{Mail}.{i}@canaries.example";

    // Reading what the unlucky hold fails with an error text that quotes it.
    public static string Postgres(int people, int unlucky) => $$"""
        CREATE TABLE person (id int PRIMARY KEY, email text UNIQUE, full_name text, phone text, code text UNIQUE, remark text);
        INSERT INTO person SELECT i, '{{Mail}}.' || i || '@canaries.example', '{{Name}} ' || i, '{{Phone}}' || i, '{{Claim}}key' || i, repeat('{{Cell}} ', 1 + i * 400) FROM generate_series(0, {{people - 1}}) i;
        CREATE TABLE kept (email text PRIMARY KEY, secret text);
        INSERT INTO kept SELECT '{{Mail}}.' || i || '@canaries.example', '{{Quoted}}' || i FROM generate_series(0, {{unlucky - 1}}) i;
        CREATE FUNCTION quote_it(address text, value text) RETURNS text LANGUAGE plpgsql AS $$
          BEGIN RAISE unique_violation USING MESSAGE = 'Key (email)=(' || address || ') already exists', DETAIL = 'Failing row contains ' || value, HINT = value; END $$;
        CREATE VIEW faulty AS SELECT email, quote_it(email, secret) AS secret FROM kept;
        """;

    /// <summary>What the map says about deletion, where people are deleted.</summary>
    public static string Deletion { get; } = """
        deletion:
          - { collection: shop.person, delete: true }
          - { collection: files.upload, delete: true }
        """;

    // Deleting this one fails with an error text that quotes the row.
    public static string RefusedDeletion(int i) => $$"""
        CREATE FUNCTION refuse_it() RETURNS trigger LANGUAGE plpgsql AS $$
          BEGIN
            IF old.id = {{i}} THEN RAISE unique_violation USING MESSAGE = 'Key (email)=(' || old.email || ') stays', DETAIL = 'Row ' || old.full_name || old.remark, HINT = old.phone; END IF;
            RETURN old;
          END $$;
        CREATE TRIGGER refuse_it BEFORE DELETE ON person FOR EACH ROW EXECUTE FUNCTION refuse_it();
        """;

    public static string Sqlite(int people) => $"""
        CREATE TABLE upload (id INTEGER PRIMARY KEY, owner TEXT, content BLOB);
        WITH RECURSIVE n(i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM n WHERE i < {people - 1})
        INSERT INTO upload SELECT i, '{Claim}key' || i, CAST('%PDF-1.7 {File} ' || printf('%.*c', 30000, 'x') || ' {File}' AS BLOB) FROM n;
        """;

    /// <summary>Calls that fail, with canaries in every part of them.</summary>
    public static async Task MisbehaveAsync(PrivacyProcess server, Requester person)
    {
        var http = server.Http;
        foreach (var body in (string[])
        [
            $"{{\"{Stray}", $$$"""{"right":"{{{Stray}}}","identities":{"email":"{{{Stray}}}"}}""", $$$"""{"{{{Stray}}}":"{{{Stray}}}"}""",
            $$$"""{"right":"access","identities":{"{{{Stray}}}":"{{{Mail}}}","email":"{{{Mail}}}@@"}}""", $$$"""{"right":"objection","identities":{"email":"{{{Mail}}}@canaries.example"},"note":"{{{Note}}}"}""",
        ])
        {
            await http.CallAsync(HttpMethod.Post, "/api/requests", body: new StringContent(body, Encoding.UTF8, "application/json"));
        }

        await http.CallAsync(HttpMethod.Get, $"/api/requests/{Stray}?email={Mail}", Stray);
        await http.CallAsync(HttpMethod.Get, $"/{Stray}/{Mail}?{Stray}={Mail}", adjust: request => request.Headers.UserAgent.Add(new ProductInfoHeaderValue(Stray, "1")));
        await http.CallAsync(HttpMethod.Post, "/api/requests", body: new { right = "access", identities = new { email = $"{Mail}.stray@canaries.example" } }, adjust: request => request.Headers.Add("Idempotency-Key", Stray + Stray));
        await person.CallAsync(HttpMethod.Post, "/verification", new { code = Stray });
        await server.Staff.GetAsync($"requests?status={Stray}&cursor={Stray}");
        var filed = await http.CallAsync(HttpMethod.Post, "/api/requests", body: new { right = "access", identities = new { phone_number = Phone + "1" } });
        await server.Staff.PostAsync($"requests/{filed["requestId"]}/verification", new { identities = new[] { "phone_number" }, method = Note, reason = $"{Note} {Name}" });
        await server.Staff.WaitAsync(filed["requestId"], "completed", "awaiting-review");
    }
}
