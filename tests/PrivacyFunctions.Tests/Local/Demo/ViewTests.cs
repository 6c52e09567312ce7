using System.Text.Json;
using PrivacyFunctions.Local.Demo;
using PrivacyFunctions.Local.Demo.Client;
using PrivacyFunctions.Local.Demo.Views;
using Spectre.Console;

namespace PrivacyFunctions.Tests.Local.Demo;

public sealed class ViewTests
{
    [Fact]
    public void Plain_lines_tell_each_change_once()
    {
        using var output = new StringWriter();
        var view = new PlainView(output);
        var track = new RequestTrack("Access for Anna");
        Move(view, track, "running", 0, null);
        Move(view, track, "running", 0, null);
        Move(view, track, "waiting", 0, "The system is busy.");
        Move(view, track, "done", 29, null);

        Assert.Equal(
            [
                "  Access for Anna: being worked on",
                "  Access for Anna: Device monitoring: reading",
                "  Access for Anna: Device monitoring: failed: The system is busy. Trying again.",
                "  Access for Anna: Device monitoring: done, 29 rows, recovered on attempt 2",
            ],
            output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task On_a_terminal_requests_stand_side_by_side()
    {
        using var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = AnsiSupport.Yes,
            Interactive = InteractionSupport.Yes,
        });
        console.Profile.Width = 160;
        await using var view = new LiveView(console, TimeProvider.System);
        RequestTrack[] tracks = [new("Access for Anna"), new("Deletion for Marco")];
        view.Tell("Something [with brackets] happened.");
        view.Watch(tracks);
        Move(view, tracks[1], "done", 3, null);

        await view.RestAsync(CancellationToken.None);

        var shown = output.ToString();
        Assert.Contains("[with brackets]", shown);
        Assert.Contains("Access for Anna", shown);
        Assert.Contains("Deletion for Marco", shown);
        Assert.Contains("done, 3 rows", shown);
    }

    private static void Move(IDemoView view, RequestTrack track, string state, long records, string? error)
    {
        track.Apply(new StaffStatus
        {
            Status = "in-progress",
            Systems =
            [
                new SystemStatus
                {
                    Dataset = AccessStory.BusyDataset,
                    State = state,
                    Records = records,
                    Attempts = state == "done" ? 2 : 1,
                    Error = error is null ? null : JsonDocument.Parse($$"""{"code":"system-busy","message":"{{error}}"}""").RootElement,
                },
            ],
        });
        view.Moved(track);
    }
}
