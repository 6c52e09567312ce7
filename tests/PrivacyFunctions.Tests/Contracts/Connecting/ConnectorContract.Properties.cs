using System.Globalization;
using System.Text.Json;
using CsCheck;
using PrivacyFunctions.Connecting;
using static PrivacyFunctions.Tests.Contracts.Connecting.Reading;

namespace PrivacyFunctions.Tests.Contracts.Connecting;

public abstract partial class ConnectorContract
{
    private const int Rows = 60;

    private static readonly Gen<string> Words = Gen.OneOf(
        OneOf("a", "A", "b", "ä", "Ä", "a ", "7", "07", "7.0", "1e1", "%", "a@x.example", "A@x.example", "a@X.example", " a@x.example", "a@y.example"),
        Gen.String[Gen.Char.Where(letter => letter != '\0' && !char.IsSurrogate(letter)), 1, 12]);

    private static readonly Gen<(int? Number, string? Word, string? Other)> Person =
        Gen.Select(Gen.Int[0, 9].Select(number => number < 8 ? number : (int?)null), Sometimes(Words), Sometimes(Words));

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static Gen<string?> Sometimes(Gen<string> words) => Gen.Select(words, Gen.Int[0, 5], (word, dice) => dice == 0 ? null : word);

    [Fact]
    public async Task Random_keys_find_what_a_filter_in_memory_finds()
    {
        await Database.ExecuteAsync("CREATE TABLE person (id INTEGER PRIMARY KEY, number INTEGER, word TEXT, other TEXT)");
        var sets = Gen.Select(OneOf("number", "word", "word,other", "number,word"), OneOf(Enum.GetValues<KeyComparison>()), Words.Array[2].Array[1, 4]);
        await Gen.Select(Person.Array[Rows], sets.Array[1, 3]).SampleAsync(
            async (people, asked) =>
            {
                await Database.ExecuteAsync("DELETE FROM person");
                var rows = people.Select((person, id) =>
                    $"({id}, {person.Number?.ToString(CultureInfo.InvariantCulture) ?? "NULL"}, {Database.Placeholder((2 * id) + 1)}, {Database.Placeholder((2 * id) + 2)})");
                await Database.ExecuteAsync($"INSERT INTO person VALUES {string.Join(", ", rows)}", [.. people.SelectMany(person => (string?[])[person.Word, person.Other])]);

                // Half of the keys come from rows, so that most sets find something.
                var keys = asked.Select(set => (Fields: set.Item1.Split(','), Comparison: set.Item2, Tuples: set.Item3
                    .Select((words, index) => index % 2 == 0 ? words : Values(people[(words[0].Length + index) % Rows], set.Item1) ?? words)
                    .Select(words => words[..set.Item1.Split(',').Length]).ToList())).ToList();
                var asking = keys.Select(set => Keys(set.Fields, set.Comparison, [.. set.Tuples.Select(tuple => Tuple(tuple))])).ToList();
                bool Finds(int id, int set) => keys[set].Tuples.Exists(tuple => Matches(people[id], keys[set].Fields, keys[set].Comparison, tuple));
                var expected = Enumerable.Range(0, Rows).Where(id => Finds(id, 0) || (keys.Count > 2 && Finds(id, 1))).Where(id => keys.Count == 1 || !Finds(id, keys.Count - 1));
                var query = Query("person", ["id"], [.. asking.Take(Math.Max(1, keys.Count - 1))]) with { Except = [.. asking.Skip(Math.Max(1, keys.Count - 1))] };
                var found = (await System.RowsAsync(query)).Select(row => row.GetProperty("id").GetInt32()).Order();
                Assert.Equal(expected, found);
            },
            iter: 30, threads: 1);
    }

    [Fact]
    public async Task Random_names_are_quoted_whatever_they_hold()
    {
        var table = 0;
        var letters = Gen.OneOf(OneOf("\"", "'", ";", "--", "/*", "*/", "\\", "\n", "\t", "$", "@", ":", "?", "[", "]", "`", "%", "(", ")", "\u0001", "ä", " "), Gen.Char.AlphaNumeric.Select(letter => letter.ToString()));
        await letters.Array[1, 8].Select(parts => string.Concat(parts)).Array[40].SampleAsync(
            async names =>
            {
                // A number in front keeps them apart even where case does not count.
                var columns = names.Select((name, index) => $"{index}{name}").ToArray();
                var collection = $"{names[0]}{++table}";
                static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"")}\"";
                await Database.ExecuteAsync($"CREATE TABLE {Quoted(collection)} ({string.Join(", ", columns.Select(name => $"{Quoted(name)} TEXT"))})");
                var insert = $"INSERT INTO {Quoted(collection)} VALUES ({string.Join(", ", columns.Select((_, index) => Database.Placeholder(index + 1)))})";
                await Database.ExecuteAsync(insert, [.. columns]);
                var query = Query(collection, columns, Keys(columns[1], columns[1]), Keys(columns[2], KeyComparison.IgnoringCase, columns[2])) with { KeyFields = columns };
                var row = Assert.Single(await System.RowsAsync(query));
                Assert.Equal(columns, row.EnumerateObject().Select(field => field.Name));
                Assert.Equal(columns, row.EnumerateObject().Select(field => field.Value.GetString()));
            },
            iter: 15, threads: 1);
    }

    [Fact]
    public async Task Random_texts_and_numbers_come_out_as_they_went_in()
    {
        await Database.ExecuteAsync("CREATE TABLE cell (id INTEGER PRIMARY KEY, word TEXT, whole BIGINT, rate DOUBLE PRECISION)");
        var id = 0;
        await Gen.Select(Gen.String[Gen.Char.Where(letter => letter != '\0' && !char.IsSurrogate(letter)), 0, 300], Gen.Long, Gen.Double.Where(double.IsFinite)).SampleAsync(
            async (word, whole, rate) =>
            {
                var own = ++id;
                await Database.ExecuteAsync($"INSERT INTO cell VALUES ({own}, {Database.Placeholder(1)}, {Database.Placeholder(2)}, {Database.Placeholder(3)})", word, whole, rate);
                var query = Query("cell", ["word", "whole", "rate"], Keys("id", $"{own}")) with { KeyFields = ["word", "whole", "rate"] };
                await using var reader = await System.ReadAsync(query, default);
                Assert.True(await reader.ReadAsync(default));
                var row = JsonDocument.Parse(await RowAsync(reader)).RootElement;
                Assert.Equal(word, row.GetProperty("word").GetString());
                Assert.Equal(whole, row.GetProperty("whole").GetInt64());
                Assert.Equal(rate, row.GetProperty("rate").GetDouble());
                Assert.True(reader.TryGetKey(1, out var wholeKey));
                Assert.True(reader.TryGetKey(2, out var rateKey));
                Assert.True(reader.TryGetKey(0, out var wordKey));
                var again = Query("cell", ["id"], Keys(["id", "whole", "rate"], KeyComparison.Exact, Tuple($"{own}", wholeKey.Text, rateKey.Text)));
                Assert.Equal($"{own}", await System.FirstsAsync(again));
                if (word.Length > 0) Assert.Equal($"{own}", await System.FirstsAsync(Query("cell", ["id"], Keys(["id", "word"], KeyComparison.Exact, Tuple($"{own}", wordKey.Text)))));
            },
            iter: 100, threads: 1);
    }

    private static string[]? Values((int? Number, string? Word, string? Other) person, string fields) => fields switch
    {
        "number" => person.Number is { } number ? [$"{number}", ""] : null,
        "word" => person.Word is { } word ? [word, ""] : null,
        "word,other" => person is { Word: { } first, Other: { } second } ? [first, second] : null,
        _ => person is { Number: { } left, Word: { } right } ? [$"{left}", right] : null,
    };

    private static bool Matches((int? Number, string? Word, string? Other) person, string[] fields, KeyComparison comparison, string[] tuple) =>
        fields.Zip(tuple).All(pair => pair.First switch
        {
            "number" => person.Number is { } number && int.TryParse(pair.Second, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var key) && key == number,
            "word" => Same(person.Word, pair.Second, comparison),
            _ => Same(person.Other, pair.Second, comparison),
        });

    // Written a second time, without the product's canonical forms.
    private static bool Same(string? stored, string key, KeyComparison comparison)
    {
        if (stored is null || key.Length == 0) return false;
        switch (comparison)
        {
            case KeyComparison.Exact:
                return stored == key;
            case KeyComparison.IgnoringCase:
                return stored.Equals(key, StringComparison.OrdinalIgnoreCase);
            default:
                return EmailAddress.TryParse(stored, out var left) && EmailAddress.TryParse(key, out var right) && left.Domain == right.Domain
                    && left.Local.Equals(right.Local, comparison == KeyComparison.Email ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);
        }
    }
}
