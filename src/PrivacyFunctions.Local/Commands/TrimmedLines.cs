using System.Text;

namespace PrivacyFunctions.Local.Commands;

/// <summary>Passes lines on without the blanks with which tables fill them up.</summary>
internal sealed class TrimmedLines(TextWriter output) : TextWriter
{
    private readonly StringBuilder _blanks = new();

    public override Encoding Encoding => output.Encoding;

    public override void Write(char value)
    {
        if (value == ' ')
        {
            _blanks.Append(value);
            return;
        }

        if (value is not ('\r' or '\n')) output.Write(_blanks);
        _blanks.Clear();
        output.Write(value);
    }

    public override void Flush() => output.Flush();
}
