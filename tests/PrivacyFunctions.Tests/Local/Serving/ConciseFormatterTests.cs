using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using PrivacyFunctions.Local.Serving;

namespace PrivacyFunctions.Tests.Local.Serving;

public sealed class ConciseFormatterTests
{
    [Fact]
    public void An_entry_is_one_line_with_time_level_and_short_category() =>
        Assert.Equal("2026-05-04T08:00:00.000Z warn  Pump: 3 given back" + Environment.NewLine, Write("3 given back"));

    [Fact]
    public void Of_an_exception_only_the_types_are_printed()
    {
        var exception = new InvalidOperationException("Key (email)=(ada@example.org) already exists", new FormatException("ada@example.org"));
        Assert.Equal(
            "2026-05-04T08:00:00.000Z warn  Pump: failed <- InvalidOperationException <- FormatException" + Environment.NewLine,
            Write("failed", exception));
    }

    [Fact]
    public void Control_characters_cannot_forge_a_second_entry() =>
        Assert.Equal("2026-05-04T08:00:00.000Z warn  Pump: a  2026 error b [31m" + Environment.NewLine, Write("a\r\n2026 error b\u001b[31m"));

    [Theory]
    [InlineData("Microsoft.AspNetCore.Routing.Matching.DfaMatcher")]
    [InlineData("System.Net.Http")]
    [InlineData("Npgsql.Command")]
    public void What_is_not_the_products_own_is_told_from_warnings_on_only(string category)
    {
        Assert.Equal("", Write("GET /ada@example.org", level: LogLevel.Information, category: category));
        Assert.NotEqual("", Write("The server is overloaded", category: category));
    }

    [Fact]
    public void The_products_own_is_told_at_every_level() =>
        Assert.Equal("2026-05-04T08:00:00.000Z trace Pump: 3 looked at" + Environment.NewLine, Write("3 looked at", level: LogLevel.Trace));

    private static string Write(string message, Exception? exception = null, LogLevel level = LogLevel.Warning, string category = "PrivacyFunctions.Local.Pump")
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 5, 4, 8, 0, 0, TimeSpan.Zero));
        using var writer = new StringWriter();
        var entry = new LogEntry<string>(level, category, 1, message, exception, (state, _) => state);
        new ConciseFormatter(time).Write(entry, null, writer);
        return writer.ToString();
    }
}
