using System.Text;
using System.Text.Json;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;

namespace PrivacyFunctions.Tests.DataMap;

public sealed class NestedFilterTests
{
    [Theory]
    [InlineData("""{"a":1,"b":2}""", """{"a":1}""")]
    [InlineData("""[{"a":1},{"b":2},{"a":3,"b":4}]""", """[{"a":1},{},{"a":3}]""")]
    [InlineData("""{"a":{"deep":[1,{"x":2}]},"b":{}}""", """{"a":{"deep":[1,{"x":2}]}}""")]
    [InlineData("null", "null")]
    [InlineData("\"text\"", "null")]
    public void Only_named_sub_fields_are_kept(string json, string expected) =>
        Assert.Equal(expected, Filter(json, Only("a")));

    [Fact]
    public void An_object_that_counts_whole_keeps_what_the_map_does_not_name_and_loses_what_it_withholds() =>
        Assert.Equal(
            """{"street":"x","unknown":[1.50]}""",
            Filter("""{"street":"x","token":"secret","unknown":[1.50]}""", new NestedRule(true, new Dictionary<string, NestedRule> { ["token"] = Nothing })));

    [Fact]
    public void Hidden_names_are_replaced() =>
        Assert.Equal("""{"field_2":{"x":1}}""", Filter("""{"vendor":{"x":1}}""", new NestedRule(false, new Dictionary<string, NestedRule> { ["vendor"] = Everything with { ShownAs = "field_2" } })));

    [Fact]
    public void Numbers_strings_and_escapes_pass_through_as_they_are_written() =>
        Assert.Equal("""{"a":[1.10,1e400,-0,"\u00e9\ud800\/"]}""", Filter("""{"a":[1.10,1e400,-0,"\u00e9\ud800\/"],"b":1}""", Only("a")));

    [Fact]
    public void Of_an_array_of_values_only_matching_ones_stay() =>
        Assert.Equal("""["me","me"]""", Filter("""["me","you","me",null,3]""", null, Match("me", 1, "emails")));

    [Fact]
    public void Of_an_array_of_objects_only_matching_ones_stay() =>
        Assert.Equal(
            """[{"email":"me","n":1}]""",
            Filter("""[{"email":"me","n":1},{"email":"you","n":2},{"n":3},{"email":null}]""", null, Match("me", 2, "contacts", "email")));

    [Fact]
    public void Arrays_inside_arrays_are_cut_on_every_level() =>
        Assert.Equal(
            """{"threads":[{"id":1,"posts":[{"by":"me"}]}]}""",
            Filter(
                """{"threads":[{"id":1,"posts":[{"by":"me"},{"by":"you"}]},{"id":2,"posts":[{"by":"you"}]}]}""",
                null,
                Match("me", 4, "forum", "threads", "posts", "by")));

    [Fact]
    public void Below_return_all_elements_arrays_stay_whole() =>
        Assert.Equal(
            """[{"posts":[{"by":"me"},{"by":"you"}]}]""",
            Filter("""[{"posts":[{"by":"me"},{"by":"you"}]},{"posts":[{"by":"you"}]}]""", null, Match("me", 1, "threads", "posts", "by")));

    [Fact]
    public void An_element_stays_when_any_of_several_keys_matches_it_and_other_arrays_stay_whole() =>
        Assert.Equal(
            """{"a":[{"x":1},{"y":2}],"b":[1,2]}""",
            Filter("""{"a":[{"x":1},{"y":2},{"x":9}],"b":[1,2]}""", null, Match("1", 3, "col", "a", "x"), Match("2", 3, "col", "a", "y")));

    [Theory]
    [InlineData("{")]
    [InlineData("not json")]
    [InlineData("")]
    [InlineData("{} {}")]
    public void What_is_no_json_is_refused_before_anything_is_written(string json)
    {
        using var stream = new MemoryStream();
        using var writer = new Utf8JsonWriter(stream);

        Assert.ThrowsAny<JsonException>(() => new NestedFilter(Only("a")).Write(Encoding.UTF8.GetBytes(json), [], writer));
        Assert.Equal(0, writer.BytesPending + writer.BytesCommitted);
    }

    [Fact]
    public void Too_deep_a_document_is_refused() =>
        Assert.ThrowsAny<JsonException>(() => Filter(new string('[', 1000) + new string(']', 1000), Only("a")));

    [Theory]
    [InlineData("""{"a":{"b":["x",null,["y"],{"b":"no"}]}}""", "a.b", "x,y")]
    [InlineData("""[{"a":{"b":1.500}},{"a":[{"b":2e2},{"b":true}]}]""", "a.b", "1.5,200,true")]
    [InlineData("""{"a":"scalar"}""", "a.b", "")]
    [InlineData("null", "a", "")]
    public void Keys_are_taken_out_through_arrays_in_canonical_form(string json, string path, string expected) =>
        Assert.Equal(expected, string.Join(',', NestedKeys.Extract(Encoding.UTF8.GetBytes(json), ["column", .. path.Split('.')]).Select(key => key.Text)));

    private static NestedRule Everything { get; } = new(true, new Dictionary<string, NestedRule>());

    private static NestedRule Nothing { get; } = new(false, new Dictionary<string, NestedRule>());

    private static NestedRule Only(string name) => new(false, new Dictionary<string, NestedRule> { [name] = Everything });

    private static ElementKeys Match(string key, int depth, params string[] path) => new([new ElementField(path, depth)], value => value.Values[0].Text == key);

    private static string Filter(string json, NestedRule? rule, params ElementKeys[] matches)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            var utf8 = Encoding.UTF8.GetBytes(json);
            new NestedFilter(rule).Write(utf8, [.. matches.SelectMany(match => match.Of(match.Columns.Single(), _ => new ColumnValue(utf8), out _))], writer);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
