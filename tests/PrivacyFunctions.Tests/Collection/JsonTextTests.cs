using System.Text;
using PrivacyFunctions.DataMap;

namespace PrivacyFunctions.Tests.Collection;

public sealed class JsonTextTests
{
    [Theory]
    [InlineData("""{"a":[1,2]}""", """{"a":[1,2]}""")]
    [InlineData("""[true,null]""", """[true,null]""")]
    [InlineData(""" "{\"a\":1}" """, """{"a":1}""")]
    [InlineData(""" "just words" """, """ "just words" """)]
    public void The_document_is_found_as_json_or_inside_a_string(string value, string document)
    {
        Assert.True(JsonText.TryUnwrap(Encoding.UTF8.GetBytes(value), out var found));
        Assert.Equal(document, Encoding.UTF8.GetString(found.Span));
    }

    [Theory]
    [InlineData("""{"bio":"\ud83d"}""")]
    [InlineData("""{"\ud83d":1}""")]
    [InlineData("""{"a":""")]
    [InlineData("")]
    public void A_document_that_no_reader_can_open_is_none(string value) =>
        Assert.False(JsonText.TryUnwrap(Encoding.UTF8.GetBytes(value), out _));

    [Fact]
    public void A_string_that_holds_half_an_emoji_stays_a_string()
    {
        const string Value = """ "{\"bio\":\"\\ud83d\"}" """;

        Assert.True(JsonText.TryUnwrap(Encoding.UTF8.GetBytes(Value), out var found));
        Assert.Equal(Value, Encoding.UTF8.GetString(found.Span));
    }

    [Fact]
    public void A_document_too_deep_for_those_who_read_it_next_is_none() =>
        Assert.False(JsonText.TryUnwrap(Encoding.UTF8.GetBytes(new string('[', 60) + new string(']', 60)), out _));
}
