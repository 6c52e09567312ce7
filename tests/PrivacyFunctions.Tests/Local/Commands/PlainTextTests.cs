using PrivacyFunctions.Local.Commands;

namespace PrivacyFunctions.Tests.Local.Commands;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("as it is: ä → 7", "as it is: ä → 7")]
    [InlineData("a\nb\r\u001b[2J\u0007", "a\uFFFDb\uFFFD\uFFFD[2J\uFFFD")]
    [InlineData("\u202Etxt.exe\u2028\u200F", "\uFFFDtxt.exe\uFFFD\uFFFD")]
    public void Text_from_a_file_stays_on_its_line(string text, string shown) => Assert.Equal(shown, OneLine.Of(text));

    [Fact]
    public void Lines_lose_the_blanks_at_their_end_and_no_others()
    {
        using var output = new StringWriter();
        using var trimmed = new TrimmedLines(output);

        trimmed.Write("  a  b   \n   \n c ");

        Assert.Equal("  a  b\n\n c", output.ToString());
    }
}
