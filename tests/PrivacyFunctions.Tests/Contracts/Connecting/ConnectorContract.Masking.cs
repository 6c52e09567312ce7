using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using PrivacyFunctions.Connecting;
using static PrivacyFunctions.Tests.Contracts.Connecting.Changing;
using static PrivacyFunctions.Tests.Contracts.Connecting.Reading;

namespace PrivacyFunctions.Tests.Contracts.Connecting;

public abstract partial class ConnectorContract
{
    [Fact]
    public async Task Fixed_masks_replace_values_and_leave_nulls_and_other_rows()
    {
        await PeopleAsync();
        var result = await System.ChangeAsync(Mask(ById("person", "1", "2", "9"), Null("email"), Text("gone", "note"), Null("company")), default);
        Assert.Equal((2, 0, 2), (result.Matched, result.Deleted, result.Masked));
        Assert.Empty(result.NotMasked);
        Assert.Equal("1|-|-|north|gone 2|-|-|south|- 3|Ann@EXAMPLE.com|8|north| 4|-|-|-|nobody", await Database.TableAsync("SELECT * FROM person WHERE id < 5"));
    }

    [Fact]
    public async Task Masking_again_does_no_harm()
    {
        await PeopleAsync();
        var change = Mask(ById("person", "1", "2"), Null("email"), Text("gone", "note"));
        await System.ChangeAsync(change, default);
        var again = await System.ChangeAsync(change, default);
        Assert.Equal((2, 2), (again.Matched, again.Masked));
        Assert.Equal("1|-|gone 2|-|-", await Database.TableAsync("SELECT id, email, note FROM person WHERE id < 3"));
    }

    [Fact]
    public async Task Digests_depend_on_value_and_secret_and_random_text_on_nothing()
    {
        await PeopleAsync();
        await Database.ExecuteAsync("INSERT INTO person VALUES (6, 'ann@example.com', 1, 'north', 'x')");
        MaskMethod[] methods =
        [
            new MaskMethod.Hash(DigestKind.Sha256), new MaskMethod.Hash(DigestKind.Sha512, "@gone.example"),
            new MaskMethod.Hmac(DigestKind.Sha256), new MaskMethod.Hmac(DigestKind.Sha512), new MaskMethod.Encrypt("=x"), new MaskMethod.Random(12, "@gone.example"),
        ];
        foreach (var method in methods)
        {
            await Database.ExecuteAsync("UPDATE person SET email = 'ann@example.com' WHERE id IN (1, 6); UPDATE person SET email = 'bob@example.com' WHERE id = 2; UPDATE person SET email = NULL WHERE id = 4");
            var result = await System.ChangeAsync(Mask(ById("person", "1", "2", "4", "6"), new ValueMask(["email"], method)), default);
            Assert.Equal(("", 4), (result.Codes(), result.Masked));
            var emails = (await Database.RowsAsync("SELECT email FROM person WHERE id IN (1, 2, 4, 6) ORDER BY id")).ToList();
            Assert.Equal("-", emails[2]);
            Assert.All(emails, email => Assert.DoesNotContain("example.com", email, StringComparison.Ordinal));
            Assert.Equal(method is MaskMethod.Hash or MaskMethod.Hmac, emails[0] == emails[3]);
            Assert.NotEqual(emails[0], emails[1]);
            Assert.DoesNotContain(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("ann@example.com"))), emails[0], StringComparison.Ordinal);
            Assert.Matches(
                method switch
                {
                    MaskMethod.Hash { Digest: DigestKind.Sha256 } or MaskMethod.Hmac { Digest: DigestKind.Sha256 } => "^[0-9a-f]{64}$",
                    MaskMethod.Hash => "^[0-9a-f]{128}@gone\\.example$",
                    MaskMethod.Hmac => "^[0-9a-f]{128}$",
                    MaskMethod.Encrypt => "^[A-Za-z0-9+/]{58,}={0,2}=x$",
                    _ => "^[a-z0-9]{12}@gone\\.example$",
                },
                emails[0]);
        }
    }

    [Fact]
    public async Task The_map_s_length_cuts_digests_and_random_text_but_not_their_suffix()
    {
        await PeopleAsync();
        var masks = Mask(ById("person", "1"), new ValueMask(["email"], new MaskMethod.Hash(DigestKind.Sha256, "-x"), 10), new ValueMask(["note"], new MaskMethod.Random(50), 8));
        await System.ChangeAsync(masks, default);
        Assert.Matches("^[0-9a-f]{8}-x\\|[a-z0-9]{8}$", await Database.TableAsync("SELECT email, note FROM person WHERE id = 1"));
    }

    [Fact]
    public async Task A_field_that_cannot_take_its_mask_is_reported_and_the_rest_is_masked()
    {
        await Database.ExecuteAsync($"""
            CREATE TABLE owner (id INTEGER PRIMARY KEY);
            INSERT INTO owner VALUES (1);
            CREATE TABLE person (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES owner (id), name TEXT NOT NULL, email TEXT, login VARCHAR(80) UNIQUE, kind TEXT CHECK (kind IN ('a', 'b')), age INTEGER,
                twice INTEGER GENERATED ALWAYS AS (age * 2) STORED, photo {Database.BytesType});
            INSERT INTO person (id, owner, name, email, login, kind, age) VALUES (1, 1, 'ann', 'ann@example.com', 'ann', 'a', 30), (2, 1, 'bob', 'bob@example.com', 'bob', 'b', 40), (3, 1, 'cleo', 'c', 'gone', NULL, 1)
            """);
        var masks = Mask(
            ById("person", "1", "2"), Null("id"), Null("owner"), Null("name"), Null("email"), Text("gone", "login"), Text("gone", "kind"), Text("gone", "age"), Null("twice"), Text("x", "photo"));
        var result = await System.ChangeAsync(masks, default);
        Assert.Equal("age:type:2 id:primary-key:2 kind:check:2 login:unique:2 name:not-null:2 owner:foreign-key:2 photo:type:2 twice:generated:2", result.Codes());
        Assert.Equal(2, result.Masked);
        Assert.Equal("1|ann|-|ann|a|30 2|bob|-|bob|b|40 3|cleo|c|gone|-|1", await Database.TableAsync("SELECT id, name, email, login, kind, age FROM person"));
    }

    [Fact]
    public async Task One_row_that_refuses_a_mask_does_not_keep_the_others_from_it()
    {
        await Database.ExecuteAsync("CREATE TABLE person (id INTEGER PRIMARY KEY, login VARCHAR(80) UNIQUE, note TEXT, CHECK (id <> 77 OR note IS NOT NULL))");
        await Database.ExecuteAsync("INSERT INTO person WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 150) SELECT i, 'l' || i, 'n' FROM n");
        var all = Enumerable.Range(1, 150).Select(id => $"{id}").ToArray();
        var result = await System.ChangeAsync(Mask(ById("person", all), Null("note"), Text("gone", "login")), default);
        Assert.Equal("login:unique:149 note:check:1", result.Codes());
        Assert.Equal((150, 150), (result.Matched, result.Masked));
        Assert.Equal("1|1|149", await Database.TableAsync("SELECT sum(CASE WHEN note IS NULL THEN 0 ELSE 1 END), sum(CASE WHEN login = 'gone' THEN 1 ELSE 0 END), sum(CASE WHEN login LIKE 'l%' THEN 1 ELSE 0 END) FROM person"));
    }

    [Fact]
    public async Task Values_that_only_change_together_do_and_one_that_stands_in_the_way_is_left()
    {
        await Database.ExecuteAsync("""
            CREATE TABLE person (id INTEGER PRIMARY KEY, street TEXT, city TEXT, kind TEXT, CHECK ((street IS NULL) = (city IS NULL)), CHECK (kind IS NOT NULL));
            INSERT INTO person VALUES (1, 's', 'c', 'k')
            """);
        var result = await System.ChangeAsync(Mask(ById("person", "1"), Null("street"), Null("city"), Null("kind")), default);
        Assert.Equal("kind:check:1", result.Codes());
        Assert.Equal("1|-|-|k", await Database.TableAsync("SELECT * FROM person"));
    }

    [Fact]
    public async Task A_trigger_that_refuses_one_mask_is_reported_without_its_words()
    {
        await PeopleAsync();
        await Database.TriggerAsync("BEFORE UPDATE OF note", "person", Database.Raise);
        var result = await System.ChangeAsync(Mask(ById("person", "1", "2"), Null("note"), Null("email")), default);
        Assert.Equal("note:refused:2", result.Codes());
        Assert.Equal("1|-|first 2|-|-", await Database.TableAsync("SELECT id, email, note FROM person WHERE id < 3"));
    }

    [Fact]
    public async Task Fields_inside_documents_are_masked_and_the_rest_stays_as_it_is_written()
    {
        foreach (var type in Database.DocumentTypes)
        {
            await Database.ExecuteAsync($$$"""
                CREATE TABLE document_{{{type}}} (id INTEGER PRIMARY KEY, body {{{type}}});
                INSERT INTO document_{{{type}}} VALUES (1, '{"a":{"email":"ann@example.com","n":1.50},"list":[{"email":"x","k":1},{"email":null,"k":2}],"tags":["p","q"],"keep":"é\"<"}'),
                    (2, '{"a":"text"}'), (3, NULL), (4, '[{"a":{"email":"deep"}}]')
                """);
            var change = Mask(ById($"document_{type}", "1", "2", "3", "4"), Null("body", "a", "email"), Text("gone", "body", "list", "email"), Null("body", "tags"), Null("body", "absent"));
            var result = await System.ChangeAsync(change, default);
            Assert.Equal(("", 4), (result.Codes(), result.Masked));
            var rows = await Database.RowsAsync($"SELECT CAST(body AS TEXT) FROM document_{type} ORDER BY id");
            // jsonb keeps an order of its own.
            var expected = JsonNode.Parse("""{"a":{"email":null,"n":1.50},"list":[{"email":"gone","k":1},{"email":null,"k":2}],"tags":null,"keep":"é\"<"}""");
            Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(rows[0])), rows[0]);
            Assert.Contains("1.50", rows[0], StringComparison.Ordinal);
            Assert.Equal(["""{"a":"text"}""", "-", """[{"a":{"email":null}}]"""], rows.Skip(1).Select(row => row.Replace(" ", "", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task Of_arrays_that_keys_were_compared_in_only_matching_elements_are_masked()
    {
        var type = Database.DocumentTypes[0];
        await Database.ExecuteAsync($$$"""
            CREATE TABLE team (id INTEGER PRIMARY KEY, members {{{type}}} NOT NULL);
            INSERT INTO team VALUES (1, '{"list":[{"email":"ann@example.com","phone":"1"},{"email":"bob@example.com","phone":"2"}],"mails":["ann@example.com","bob@example.com"]}')
            """);
        bool IsAnn(KeyTuple key) => key.Values[0].Text == "ann@example.com";
        var change = Mask(ById("team", "1"), Null("members", "list", "email"), Text("x", "members", "list", "phone"), Text("gone", "members", "mails"));
        change = change with { Masking = change.Masking with { Elements = [new ElementKeys([new(["members", "list", "email"], 2)], IsAnn), new ElementKeys([new(["members", "mails"], 2)], IsAnn)] } };
        Assert.Equal("", (await System.ChangeAsync(change, default)).Codes());
        var body = JsonNode.Parse(await Database.TableAsync("SELECT CAST(members AS TEXT) FROM team"))!;
        Assert.Equal("""[{"email":null,"phone":"x"},{"email":"bob@example.com","phone":"2"}]""", body["list"]!.ToJsonString());
        Assert.Equal("""["gone","bob@example.com"]""", body["mails"]!.ToJsonString());
    }

    [Fact]
    public async Task A_key_of_several_parts_is_held_by_one_element_with_what_stands_outside_its_array()
    {
        foreach (var type in Database.DocumentTypes)
        {
            await Database.ExecuteAsync($$$"""
                CREATE TABLE basket_{{{type}}} (id INTEGER PRIMARY KEY, shop INTEGER, head {{{type}}}, body {{{type}}});
                INSERT INTO basket_{{{type}}} VALUES
                (1, 1, NULL, '{"line": [{"shop": 1, "number": 5, "by": "Ann"}, {"shop": 1, "number": 6, "by": "Bob"}, {"shop": 2, "number": 5, "by": "Cid"}]}'),
                (2, 7, '{"shop": 1}', '{"line": [{"number": 5, "by": "Ann"}, {"number": 6, "by": "Bob"}, {"shop": [1, 2], "number": [5, 6], "by": "Cid"}]}')
                """);
            bool IsKey(KeyTuple key) => (key.Values[0].Text, key.Values[1].Text) is ("1", "5") or ("7", "6");
            var number = new ElementField(["body", "line", "number"], 3);
            var change = Mask(ById($"basket_{type}", "1", "2"), Null("body", "line", "by"));
            async Task<string> MaskedAsync(string codes, params ElementField[] shop)
            {
                change = change with { Masking = change.Masking with { Elements = [.. shop.Select(field => new ElementKeys([field, number], IsKey))] } };
                Assert.Equal(codes, (await System.ChangeAsync(change, default)).Codes());
                var rows = await Database.RowsAsync($"SELECT CAST(body AS TEXT) FROM basket_{type} ORDER BY id");
                return string.Join(' ', rows.Select(row => string.Concat(JsonNode.Parse(row)!["line"]!.AsArray().Select(line => line!["by"]?.GetValue<string>()[0] ?? '-'))));
            }

            // Whose an element is that holds two shops and two numbers nobody can tell: it stays, and that is said.
            Assert.Equal("-BC ABC", await MaskedAsync("body.line.by:document:1", new ElementField(["body", "line", "shop"], 3)));
            Assert.Equal("-B- A--", await MaskedAsync("", new ElementField(["shop"], 0)));
            Assert.Equal("-B- ---", await MaskedAsync("", new ElementField(["head", "shop"], 2)));
        }
    }

    [Fact]
    public async Task A_document_that_is_broken_is_reported_and_its_other_columns_are_masked()
    {
        await Database.ExecuteAsync("""CREATE TABLE document (id INTEGER PRIMARY KEY, body TEXT, email TEXT); INSERT INTO document VALUES (1, '{"a":', 'x'), (2, '{"a":"k"}', 'y'), (3, '', 'z')""");
        var result = await System.ChangeAsync(Mask(ById("document", "1", "2", "3"), Null("body", "a"), Null("email")), default);
        Assert.Equal("body.a:document:2", result.Codes());
        Assert.Equal("1|{\"a\":|- 2|{\"a\":null}|- 3||-", await Database.TableAsync("SELECT * FROM document"));
    }

    [Fact]
    public async Task Many_rows_are_masked_by_value_in_chunks()
    {
        await ManyAsync(5000);
        var all = Enumerable.Range(1, 5000).Select(id => $"{id}").ToArray();
        var result = await System.ChangeAsync(Mask(ById("many", all), new ValueMask(["email"], new MaskMethod.Hmac(DigestKind.Sha256))) with { ChunkRows = 2000 }, default);
        Assert.Equal((5000, 5000, ""), (result.Matched, result.Masked, result.Codes()));
        Assert.Equal("5000|64|64", await Database.TableAsync("SELECT count(DISTINCT email), min(length(email)), max(length(email)) FROM many"));
    }

    [Fact]
    public async Task Digests_without_a_secret_are_refused()
    {
        await PeopleAsync();
        var change = Mask(ById("person", "1"), new ValueMask(["email"], new MaskMethod.Hash(DigestKind.Sha256)));
        await Assert.ThrowsAsync<ArgumentException>(() => System.ChangeAsync(change with { Masking = change.Masking with { Secret = new byte[31] } }, default));
    }
}
