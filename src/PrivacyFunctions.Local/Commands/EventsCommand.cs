using System.CommandLine;
using PrivacyFunctions.Local.Messaging;
using PrivacyFunctions.Local.Serving;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Local.Commands;

/// <summary><c>privacy events</c>: what was published, one CloudEvents JSON a line, also while a server runs on the same folder.</summary>
internal static class EventsCommand
{
    public static Verb Create(Terminal terminal)
    {
        var data = CommonOptions.Data();
        var follow = new Option<bool>("--follow") { Description = "Stay and print new events as they come, until interrupted." };
        var verb = new Verb("events", "Prints completion and status events, one CloudEvents JSON a line. They hold ids, counts, codes and times, no personal data.")
        {
            Examples = ["privacy events --data ./.privacy", "privacy events --data ./.privacy --follow"],
        };
        verb.Options.Add(data);
        verb.Options.Add(follow);
        verb.Options.Add(new Option<bool>("--json") { Description = "Events are JSON with and without it." });
        verb.SetAction((parsed, cancellation) => RunAsync(terminal, parsed.GetRequiredValue(data), parsed.GetValue(follow), cancellation));
        return verb;
    }

    private static async Task<int> RunAsync(Terminal terminal, string folder, bool follow, CancellationToken cancellation)
    {
        var data = new DataDirectory(folder);
        await using var database = ServedData.Open(data);
        try
        {
            await foreach (var message in new TopicLog(database, TimeProvider.System).ReadAllAsync(MessageEntities.PrivacyEvents, after: 0, follow, cancellation))
            {
                await terminal.Out.WriteLineAsync(message.Body.AsMemory(), cancellation);
                await terminal.Out.FlushAsync(cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The person has seen enough.
        }

        return ExitCode.Done;
    }
}
