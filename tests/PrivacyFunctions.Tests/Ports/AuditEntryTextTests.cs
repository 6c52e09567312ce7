using System.Text;
using CsCheck;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Tests.RightsRequests;

namespace PrivacyFunctions.Tests.Ports;

public sealed class AuditEntryTextTests
{
    [Fact]
    public void An_entry_is_one_line_of_plain_json()
    {
        var entry = new AuditEntry("request.completed", Some.Moment, "system") { Facts = new Dictionary<string, AuditFact> { ["gaps"] = 2, ["complete"] = false } };
        Assert.Equal(
            """{"kind":"request.completed","at":"2026-03-02T09:00:00.000Z","actor":"system","facts":{"gaps":2,"complete":"false"}}""",
            Encoding.ASCII.GetString(AuditEntryText.Write(entry)));
    }

    [Theory]
    [InlineData("line\r\nFAKE entry")]
    [InlineData("\u001b[2J\u001b]0;title\u0007")]
    [InlineData("\",\"actor\":\"somebody else")]
    [InlineData("\u202Eright to left\u2028")]
    [InlineData("ann@example.org")]
    [InlineData("Ann Example")]
    [InlineData("Zoë")]
    public void What_is_no_word_leaves_only_its_length(string text)
    {
        var entry = new AuditEntry(text, Some.Moment, "system", Code: text) { Facts = new Dictionary<string, AuditFact> { [text] = text } };
        var read = AuditEntryText.Read(AuditEntryText.Write(entry))!;
        var kept = $"text-of-{text.Length}";
        Assert.Equal((kept, kept), (read.Kind, read.Code));
        Assert.Equal(kept, read.Facts[kept].Word);
    }

    [Fact]
    public void Nothing_in_an_entry_can_leave_its_line_or_move_a_cursor() => Gen.String.Array[4].Sample(texts =>
    {
        var entry = new AuditEntry(texts[0], Some.Moment, texts[1], Code: texts[2]) { Facts = new Dictionary<string, AuditFact> { [texts[3]] = texts[0] } };
        var content = AuditEntryText.Write(entry);
        Assert.All(content, letter => Assert.InRange(letter, (byte)' ', (byte)'~'));
        Assert.Equal(content, AuditEntryText.Write(AuditEntryText.Read(content)!));
    });

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("""{"kind":"a","at":"2026-03-02T09:00:00.000Z"}""")]
    [InlineData("""{"kind":"a","at":"yesterday","actor":"b"}""")]
    [InlineData("""{"kind":"a","at":"2026-03-02T09:00:00.000Z","actor":"b","requestId":"x"}""")]
    [InlineData("""{"kind":"a","at":"2026-03-02T09:00:00.000Z","actor":"b"} """)]
    public void What_is_no_entry_is_not_read(string text) => Assert.Null(AuditEntryText.Read(Encoding.UTF8.GetBytes(text)));
}
