using System.CommandLine;
using PrivacyFunctions.Local.Serving;

namespace PrivacyFunctions.Local.Commands;

/// <summary><c>privacy serve</c>: the server, until it is asked to end.</summary>
internal static class ServeCommand
{
    private const string DefaultUrl = "http://127.0.0.1:7071";

    public static Verb Create(Terminal terminal)
    {
        var data = new Option<string>("--data") { HelpName = "DIR", Description = "Where all state is kept; created when missing.", DefaultValueFactory = _ => CommonOptions.DefaultData };
        var map = new Option<string?>("--map") { HelpName = "DIR", Description = "The folder with the data map; without it the setting Privacy__Map decides." };
        var urls = new Option<string>("--urls") { HelpName = "URL", Description = "Where to listen; several are separated by semicolons, port 0 takes a free one.", DefaultValueFactory = _ => DefaultUrl };
        urls.Validators.Add(option => CommonOptions.RequireUrls(option, option.GetValue(urls)));
        var verb = new Verb("serve", "Runs the server: HTTP, durable engine, queues and timers in one process. It survives a crash and drains when asked to end.")
        {
            Examples = ["privacy serve --map ./map", "privacy serve --map ./map --data /var/lib/privacy --urls http://0.0.0.0:8080"],
        };
        verb.Options.Add(data);
        verb.Options.Add(map);
        verb.Options.Add(urls);
        verb.SetAction((parsed, cancellation) => LocalServer.RunAsync(
            new ServeOptions
            {
                Data = parsed.GetRequiredValue(data),
                Map = parsed.GetValue(map),
                Urls = parsed.GetRequiredValue(urls),
                Output = terminal.Out,
                Error = terminal.Error,
            },
            cancellation));
        return verb;
    }
}
