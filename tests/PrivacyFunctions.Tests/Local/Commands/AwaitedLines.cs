using System.Text;
using System.Threading.Channels;

namespace PrivacyFunctions.Tests.Local.Commands;

/// <summary>Output whose lines a test waits for.</summary>
internal sealed class AwaitedLines : TextWriter
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly StringBuilder _line = new();

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        if (value != '\n')
        {
            _line.Append(value);
            return;
        }

        _lines.Writer.TryWrite(_line.ToString().TrimEnd('\r'));
        _line.Clear();
    }

    public async Task<string> NextAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        return await _lines.Reader.ReadAsync(patience.Token);
    }
}
