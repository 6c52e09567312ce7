using Spectre.Console;

namespace PrivacyFunctions.Local.Commands;

/// <summary>
/// Where verbs write. On a terminal: colours and tables that redraw. Redirected: plain lines without a single escape sequence.
/// </summary>
internal sealed class Terminal
{
    private const int RedirectedWidth = 110;

    private Terminal(TextWriter output, TextWriter error, bool interactive)
    {
        Out = output;
        Error = error;
        Interactive = interactive;
        Console = Draw(interactive ? output : new TrimmedLines(output), interactive);
    }

    /// <summary>Standard output, for results.</summary>
    public TextWriter Out { get; }

    /// <summary>Standard error, for sentences about what went wrong, and for progress when results are JSON.</summary>
    public TextWriter Error { get; }

    /// <summary>Standard output with tables and colours; both degrade to plain text.</summary>
    public IAnsiConsole Console { get; }

    /// <summary>Whether a person is watching, so that lines may be redrawn.</summary>
    public bool Interactive { get; }

    /// <summary>The terminal of this process.</summary>
    public static Terminal OfProcess() => new(System.Console.Out, System.Console.Error, !System.Console.IsOutputRedirected);

    /// <summary>Plain text into two writers.</summary>
    public static Terminal Plain(TextWriter output, TextWriter error) => new(output, error, interactive: false);

    /// <summary>Does something that may take a while, with a sign of life where a person is watching.</summary>
    public async Task<T> WorkAsync<T>(string what, bool visibly, Func<Task<T>> work) =>
        Interactive && visibly ? await Console.Status().StartAsync(what, _ => work()) : await work();

    private static IAnsiConsole Draw(TextWriter writer, bool interactive)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = interactive ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = interactive ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = interactive ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!interactive) console.Profile.Width = RedirectedWidth;
        return console;
    }
}
