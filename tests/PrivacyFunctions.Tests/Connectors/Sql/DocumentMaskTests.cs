using System.Text;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors.Sql.Changes;

namespace PrivacyFunctions.Tests.Connectors.Sql;

public sealed class DocumentMaskTests
{
    [Theory]
    [InlineData("""{"a":{"b":"x","c":1.50}}""", "a.b", """{"a":{"b":null,"c":1.50}}""")]
    [InlineData("""{ "a" : [ {"b":1}, {"b":[2,"3"]}, 4 ] , "z":"\u00e9\ud800" }""", "a.b", """{"a":[{"b":null},{"b":null},4],"z":"\u00e9\ud800"}""")]
    [InlineData("""{"a":"x","b":{"a":"y"}}""", "a", """{"a":null,"b":{"a":"y"}}""")]
    [InlineData("""{"a":"x","a":"y"}""", "a", """{"a":null,"a":null}""")]
    [InlineData("""{"a":null,"b":2}""", "a", """{"a":null,"b":2}""")]
    [InlineData("""[[{"a":{"deep":true}}]]""", "a", """[[{"a":null}]]""")]
    [InlineData("\"text\"", "a", "\"text\"")]
    [InlineData(""" {"a":"\u0041"} """, "b.c", """{"a":"\u0041"}""")]
    public void Values_at_a_path_are_replaced_and_the_rest_stays(string document, string path, string expected) =>
        Assert.Equal(expected, Rewritten(document, [new ValueMask(["column", .. path.Split('.')], new MaskMethod.Null())]));

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"a\":1} x")]
    [InlineData("nothing")]
    [InlineData("{\"\\ud800\":{\"a\":1}}")]
    public void What_is_no_document_is_left(string document) => Assert.Null(Rewritten(document, [new ValueMask(["column", "a"], new MaskMethod.Null())]));

    [Fact]
    public void Nesting_that_would_exhaust_the_stack_is_left() =>
        Assert.Null(Rewritten(string.Concat(Enumerable.Repeat("{\"a\":", 100_000)), [new ValueMask(["column", "a", "b"], new MaskMethod.Null())]));

    [Fact]
    public void Of_matched_arrays_only_the_elements_that_hold_a_key_are_masked()
    {
        ValueMask[] masks = [new(["column", "list"], new MaskMethod.Text("gone"))];
        ElementKeys[] keys = [new([new(["column", "list", "ids"], 2)], key => key.Values[0].Text == "7")];
        Assert.Equal("""{"list":[{"ids":[6]},"gone",{"other":7}]}""", Rewritten("""{"list":[{"ids":[6]},{"ids":[5,[7.0]],"n":1},{"other":7}]}""", masks, keys));
    }

    private static string? Rewritten(string document, IReadOnlyList<ValueMask> masks, IReadOnlyList<ElementKeys>? keys = null)
    {
        var utf8 = Encoding.UTF8.GetBytes(document);
        var cuts = (keys ?? []).SelectMany(key => key.Of("column", _ => new ColumnValue(utf8), out _)).ToList();
        var rewritten = new DocumentMask(masks, new MaskText(new Masking { Values = masks })).Rewrite(utf8, cuts);
        return rewritten is null ? null : Encoding.UTF8.GetString(rewritten);
    }
}
