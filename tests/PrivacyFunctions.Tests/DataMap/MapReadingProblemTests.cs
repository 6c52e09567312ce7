using System.Text;
using PrivacyFunctions.DataMap;

namespace PrivacyFunctions.Tests.DataMap;

public sealed class MapReadingProblemTests
{
    [Theory]
    [InlineData("dataset: [", MapCodes.YamlSyntax)]
    [InlineData("dataset:\n  * fides_key: a", MapCodes.YamlSyntax)]
    [InlineData("dataset: *nothing", MapCodes.YamlAlias)]
    [InlineData("dataset: &a [*a]", MapCodes.YamlAlias)]
    [InlineData("? [a, b]\n: c", MapCodes.YamlSyntax)]
    [InlineData("dataset: []\ndataset: []", MapCodes.YamlDuplicateKey)]
    [InlineData("dataset: {}", MapCodes.WrongType)]
    [InlineData("dataset: [1]", MapCodes.WrongType)]
    [InlineData("- dataset", MapCodes.WrongType)]
    [InlineData("dataset: [{ collections: [] }]", MapCodes.ValueMissing)]
    [InlineData("dataset: [{ fides_key: a }]", MapCodes.ValueMissing)]
    [InlineData("dataset: [{ fides_key: a, collections: [{ name: c }] }]", MapCodes.ValueMissing)]
    [InlineData("dataset: [{ fides_key: [a], collections: [] }]", MapCodes.WrongType)]
    [InlineData("dataset: [{ fides_key: a, collections: [{ name: c, fields: [] }, { name: c, fields: [] }] }]", MapCodes.Duplicate)]
    [InlineData("dataset: [{ fides_key: a, collections: [{ name: c, fields: [{ name: f }, { name: f }] }] }]", MapCodes.Duplicate)]
    [InlineData("dataset: [{ fides_key: a, collections: [{ name: c, fields: [{ name: f, fides_meta: { primary_key: maybe } }] }] }]", MapCodes.WrongType)]
    [InlineData("dataset: [{ fides_key: a, collections: [{ name: c, fields: [{ name: f, fides_meta: { length: -1 } }] }] }]", MapCodes.WrongType)]
    [InlineData("connection: [{ dataset: a }]", MapCodes.ValueMissing)]
    [InlineData("deletion: [{ collection: a.b, mask: { strategy: random_string_rewrite, length: 2000000000 } }]", MapCodes.WrongType)]
    [InlineData("connection: [{ dataset: a, kind: sqlite }, { dataset: a, kind: sqlite }]", MapCodes.Duplicate)]
    [InlineData("deletion: [{ collection: a.b, retain: { ground: contract } }]", MapCodes.ValueMissing)]
    [InlineData("traverse: [{ from: a.b.c, to: a.b.c }]", MapCodes.ValueMissing)]
    public void A_map_that_cannot_be_read_says_so_and_where(string yaml, string code)
    {
        var reading = Maps.Reading(yaml);

        Assert.Null(reading.Map);
        var problem = Assert.Single(reading.Problems, problem => problem.Code == code);
        Assert.Equal(MapSeverity.Unreadable, problem.Severity);
        Assert.True(problem.Line > 0);
    }

    [Theory]
    [InlineData("datasets: []", MapCodes.UnknownKey)]
    [InlineData("dataset: [{ fides_key: 'a b', collections: [] }]", MapCodes.InvalidName)]
    [InlineData("dataset: [{ fides_key: a, collections: [{ name: '', fields: [] }] }]", MapCodes.InvalidName)]
    [InlineData("dataset: [{ fides_key: a, collections: [{ name: c, fields: [{ name: f, fides_meta: { data_type: text } }] }] }]", MapCodes.InvalidValue)]
    [InlineData("dataset: [{ fides_key: a, collections: [{ name: c, fields: [{ name: f, fides_meta: { data_type: string }, fields: [{ name: g }] }] }] }]", MapCodes.InvalidValue)]
    [InlineData("dataset: [{ fides_key: a, collections: [{ name: c, fields: [{ name: f, fides_meta: { return_all_elements: true } }] }] }]", MapCodes.InvalidValue)]
    [InlineData("dataset: [{ fides_key: a, collections: [{ name: c, fields: [{ name: f, fides_meta: { references: [{ dataset: a, field: d.e, direction: both }] } }] }] }]", MapCodes.InvalidValue)]
    [InlineData("dataset: [{ fides_key: a, collections: [{ name: c, fields: [{ name: f, fides_meta: { masking_strategy_override: { strategy: shred } } }] }] }]", MapCodes.UnknownStrategy)]
    [InlineData("dataset: [{ fides_key: a, fides_meta: { redact: all }, collections: [] }]", MapCodes.InvalidValue)]
    [InlineData("connection: [{ dataset: a, kind: sqlite, role: owner }]", MapCodes.InvalidValue)]
    [InlineData("connection: [{ dataset: a, kind: sqlite, limits: { timeout: soon } }]", MapCodes.InvalidLimit)]
    [InlineData("connection: [{ dataset: a, kind: sqlite, limits: { rows: many } }]", MapCodes.InvalidLimit)]
    [InlineData("connection: [{ dataset: a, kind: sqlite, limits: { parallel: 0 } }]", MapCodes.InvalidLimit)]
    [InlineData("connection: [{ dataset: a, kind: sqlite, limit: { rows: 5 } }]", MapCodes.UnknownKey)]
    [InlineData("deletion: [{ collection: a.b, retain: { ground: because, reason: x } }]", MapCodes.UnknownGround)]
    [InlineData("deletion: [{ collection: a.b, delete: true, retain: { ground: contract, reason: x } }]", MapCodes.DeletionContradiction)]
    [InlineData("deletion: [{ collection: a.b }]", MapCodes.DeletionContradiction)]
    [InlineData("deletion: [{ collection: a.b, delete: false }]", MapCodes.InvalidValue)]
    [InlineData("deletion: [{ collection: a.b, mask: { strategy: string_rewrite } }]", MapCodes.InvalidValue)]
    [InlineData("deletion: [{ collection: a.b, mask: { strategy: hash, configuration: { algorithm: MD5 } } }]", MapCodes.InvalidValue)]
    public void A_map_that_says_something_wrong_can_still_be_read(string yaml, string code)
    {
        var reading = Maps.Reading(yaml);

        Assert.NotNull(reading.Map);
        Assert.Equal(MapSeverity.Error, Assert.Single(reading.Problems, problem => problem.Code == code).Severity);
    }

    [Fact]
    public void Every_problem_is_named_at_once_and_by_line()
    {
        var reading = Maps.Reading("""
            dataset:
              - fides_key: a
                collections:
                  - name: c
                    fields:
                      - nam: f
                      - name: g
                        fides_meta: { primary_key: 7 }
            connection:
              - kind: sqlite
            """);

        Assert.Equal(
            [(6, MapCodes.ValueMissing), (6, MapCodes.UnknownKey), (8, MapCodes.WrongType), (10, MapCodes.ValueMissing)],
            reading.Problems.Select(problem => (problem.Line, problem.Code)));
    }

    [Fact]
    public void Aliases_that_unfold_without_end_are_refused_quickly()
    {
        var laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 30; i++)
        {
            laughs.Append(System.Globalization.CultureInfo.InvariantCulture, $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n");
        }

        Assert.Contains(Maps.Reading(laughs.ToString()).Problems, problem => problem is { Code: MapCodes.YamlTooLarge, Severity: MapSeverity.Unreadable });
    }

    [Fact]
    public void Deep_nesting_is_refused() =>
        Assert.Contains(Maps.Reading($"dataset: {new string('[', 100_000)}").Problems, problem => problem.Code is MapCodes.YamlTooDeep or MapCodes.YamlSyntax);

    [Fact]
    public void Bytes_that_are_not_utf8_are_named_with_their_line()
    {
        var reading = MapReader.Read([new MapFile("latin1.yml", Encoding.Latin1.GetBytes("dataset:\n  - fides_key: a\n    name: Müller\n    collections: []\n"))]);

        Assert.Null(reading.Map);
        Assert.Equal((MapCodes.NotUtf8, "latin1.yml", 3), reading.Problems.Select(problem => (problem.Code, problem.File, problem.Line)).Single());
    }

    [Fact]
    public void A_byte_order_mark_does_no_harm() =>
        Assert.NotNull(MapReader.Read([new MapFile("bom.yml", (byte[])[0xEF, 0xBB, 0xBF, .. "dataset: []"u8])]).Map);

    [Fact]
    public void Hostile_names_are_read_as_they_are_and_shown_on_one_line()
    {
        var map = Maps.Read("""
            dataset:
              - fides_key: a
                collections:
                  - name: "select\"; drop table users; --\n"
                    fields:
                      - name: "it's\u202e\u0007 \"quoted\""
                        fides_meta: { identity: email }
            """);

        var collection = map.Datasets[0].Collections[0];
        Assert.Equal("select\"; drop table users; --\n", collection.Name);
        Assert.All(MapChecker.Check(map, Maps.NoCatalogues), problem => Assert.DoesNotContain(problem.Message, character => char.IsControl(character) || character == '\u202e'));
    }

    [Fact]
    public void A_name_of_ten_thousand_characters_is_a_clear_error()
    {
        var reading = Maps.Reading($"dataset: [{{ fides_key: a, collections: [{{ name: {new string('x', 10_000)}, fields: [{{ name: {new string('y', 10_000)} }}] }}] }}]");

        Assert.Equal(2, reading.Problems.Count(problem => problem.Code == MapCodes.InvalidName));
        Assert.All(reading.Problems, problem => Assert.True(problem.Message.Length < 400));
    }

    [Fact]
    public void Unknown_keys_of_a_dataset_are_remarked_and_ignored_as_fides_does()
    {
        var reading = Maps.Reading("dataset: [{ fides_key: a, collections: [{ name: c, data_categorys: [user], fields: [] }] }]");

        Assert.NotNull(reading.Map);
        Assert.Equal(MapSeverity.Warning, Assert.Single(reading.Problems).Severity);
    }

    [Fact]
    public void Any_bytes_at_all_give_an_answer()
    {
        var seed = Encoding.UTF8.GetBytes("dataset:\n  - fides_key: a\n    collections: [{ name: c, fields: &f [{ name: x }] }, { name: d, fields: *f }]\n");
        var random = new Random(7);
        for (var round = 0; round < 10_000; round++)
        {
            var bytes = (byte[])seed.Clone();
            for (var change = random.Next(1, 6); change > 0; change--)
            {
                bytes[random.Next(bytes.Length)] = random.Next(3) == 0 ? (byte)random.Next(256) : "&*[]{}:-?|>!%@`#'\"\n\t ,<~"u8[random.Next(24)];
            }

            var reading = MapReader.Read([new MapFile("fuzz.yml", bytes)]);
            Assert.True(reading.Map is not null || reading.Problems.Count > 0);
        }
    }
}
