using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using PrivacyFunctions.Bundling;
using PrivacyFunctions.Staging;
using static PrivacyFunctions.Tests.Bundling.BundleFixture;

namespace PrivacyFunctions.Tests.Bundling;

public sealed partial class CsvTests
{
    private const string Dangerous = "=+@\t\r＝＋－＠-";

    private static readonly Gen<string> Hostile = Gen.OneOf(
        Gen.String,
        Gen.Char["=+-@\t\r\n,;|\"' ab1\0\u00A0\uFEFF\u200B＝＋－＠é"].Array[0, 12].Select(characters => new string(characters)));

    [Fact]
    public void A_cell_reads_back_as_the_text_but_for_apostrophes_and_characters_that_cannot_be_shown() => Hostile.Sample(
        text =>
        {
            var cell = Assert.Single(Assert.Single(Rfc4180.Parse(Cell(text) + "\r\n")));
            return Plain(cell) == Plain(Shown(text));
        },
        iter: 50_000);

    [Fact]
    public void No_cell_is_taken_for_a_formula_however_it_is_split() => Hostile.Sample(
        text =>
        {
            var raw = Cell(text);
            var cell = Assert.Single(Assert.Single(Rfc4180.Parse(raw + "\r\n")));
            return !Formula().IsMatch(cell) && !AfterSeparator().IsMatch(raw.Trim('"').Replace("\"\"", "\"", StringComparison.Ordinal));
        },
        iter: 50_000);

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+49 30 123", "'+49 30 123")]
    [InlineData("-5", "'-5")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t'=1")]
    [InlineData("  =1", "  '=1")]
    [InlineData("\u00A0=1", "\u00A0'=1")]
    [InlineData("\uFEFF=1", "\uFEFF'=1")]
    [InlineData("＝1", "'＝1")]
    [InlineData("a;=1", "a;'=1")]
    [InlineData("a\"=1", "a\"'=1")]
    [InlineData("a\n=1", "a\n'=1")]
    [InlineData("a = b", "a = b")]
    [InlineData("well-known", "well-known")]
    [InlineData("me@example.org", "me@example.org")]
    [InlineData("2026-01-05", "2026-01-05")]
    [InlineData("", "")]
    [InlineData("a\0b", "a\uFFFDb")]
    public void An_apostrophe_goes_before_what_a_spreadsheet_would_run(string text, string expected) =>
        Assert.Equal(expected, Rfc4180.Parse(Cell(text) + "\r\n")[0][0]);

    [Fact]
    public async Task Numbers_stay_numbers_and_text_that_looks_like_one_is_made_safe()
    {
        var fixture = new BundleFixture();
        await fixture.StageAsync("d", "c", ["number", "text", "flag", "none", "list"],
            [Row(("number", -5.50m), ("text", "-5"), ("flag", true), ("none", null), ("list", new[] { 1, 2 })), Row(("text", ""))]);
        var csv = Text(await fixture.MakeAsync(), "data/d/c.csv");
        Assert.Equal("number,text,flag,none,list\r\n-5.50,'-5,true,,\"[1,2]\"\r\n,\"\",,,\r\n", csv);
    }

    [Fact]
    public async Task Names_of_fields_are_made_safe_too()
    {
        var fixture = new BundleFixture();
        await fixture.StageAsync("d", "c", ["=1+1", "a,b"], [Row(("=1+1", "x"), ("a,b", "y"))]);
        Assert.Equal("'=1+1,\"a,b\"\r\nx,y\r\n", Text(await fixture.MakeAsync(), "data/d/c.csv"));
    }

    [Fact]
    public async Task Rows_with_their_fields_in_another_order_land_in_their_columns()
    {
        var fixture = new BundleFixture();
        await fixture.StageAsync("d", "c", ["a", "b", "c"], [Row(("c", 3), ("a", 1)), Row(("b", "x\ny"))]);
        Assert.Equal([["a", "b", "c"], ["1", "", "3"], ["", "x\ny", ""]], Rfc4180.Parse(Text(await fixture.MakeAsync(), "data/d/c.csv")));
    }

    [Fact]
    public async Task Every_value_of_every_row_is_in_the_csv_where_the_json_has_it() => await Gen.Select(Hostile, Hostile, Gen.Long).Array[0, 50].SampleAsync(
        async rows =>
        {
            var fixture = new BundleFixture();
            await fixture.StageAsync("d", "c", ["a", "b", "n"], rows.Select(row => Row(("a", row.Item1), ("b", row.Item2), ("n", row.Item3))));
            var zip = await fixture.MakeAsync();
            if (rows.Length == 0) return;
            var lines = Rfc4180.Parse(Text(zip, "data/d/c.csv"));
            var json = System.Text.Json.JsonElement.Parse(Bytes(zip, "data/d/c.json"));
            Assert.Equal(rows.Length + 1, lines.Count);
            foreach (var (row, line, element) in rows.Zip(lines.Skip(1), json.EnumerateArray()))
            {
                Assert.Equal(Clean(row.Item1), element.GetProperty("a").GetString());
                Assert.Equal(Plain(Shown(row.Item1)), Plain(line[0]));
                Assert.Equal(Plain(Shown(row.Item2)), Plain(line[1]));
                Assert.Equal($"{row.Item3}", line[2]);
            }
        },
        iter: 50);

    private static string Cell(string text)
    {
        using var buffer = new PooledBuffer();
        CsvCell.Write(buffer, Encoding.UTF8.GetBytes(text));
        return Encoding.UTF8.GetString(buffer.Written.Span);
    }

    // A lone surrogate is no text.
    private static string Clean(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static string Shown(string text) => string.Concat(Clean(text).Select(c => (c < ' ' && c is not ('\t' or '\r' or '\n')) || c == '\u007F' ? '\uFFFD' : c));

    private static string Plain(string text) => text.Replace("'", "", StringComparison.Ordinal);

    [GeneratedRegex($@"^[ \u00A0\uFEFF\u200B]*[{Dangerous}]")]
    private static partial Regex Formula();

    [GeneratedRegex($@"[,;|\t""\r\n][{Dangerous}]")]
    private static partial Regex AfterSeparator();
}
