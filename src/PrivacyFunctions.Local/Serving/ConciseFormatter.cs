using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace PrivacyFunctions.Local.Serving;

/// <summary>
/// One line a log entry: time, level, category, message. Of an exception only the types, because texts of drivers and parsers
/// repeat the values that they failed on. Of others than the product only what is at least a warning, whatever the settings say, because below
/// that the web framework tells paths, queries and headers.
/// </summary>
internal sealed class ConciseFormatter(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "concise";

    private const string Own = "PrivacyFunctions.";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        if (logEntry.LogLevel < LogLevel.Warning && !logEntry.Category.StartsWith(Own, StringComparison.Ordinal)) return;
        var message = logEntry.Formatter(logEntry.State, null);
        textWriter.Write(time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        textWriter.Write(' ');
        textWriter.Write(Level(logEntry.LogLevel));
        textWriter.Write(' ');
        textWriter.Write(logEntry.Category[(logEntry.Category.LastIndexOf('.') + 1)..]);
        textWriter.Write(": ");
        textWriter.Write(SingleLine(message));
        for (var exception = logEntry.Exception; exception is not null; exception = exception.InnerException)
        {
            textWriter.Write(" <- ");
            textWriter.Write(exception.GetType().Name);
        }

        textWriter.WriteLine();
    }

    // A line break or an escape sequence in an argument must not look like a second entry.
    private static string SingleLine(string message) =>
        message.Any(char.IsControl) ? string.Concat(message.Select(c => char.IsControl(c) ? ' ' : c)) : message;

    private static string Level(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info ",
        LogLevel.Warning => "warn ",
        LogLevel.Error => "error",
        _ => "fatal",
    };
}
