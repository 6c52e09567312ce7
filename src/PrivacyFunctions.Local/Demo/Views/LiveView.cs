using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace PrivacyFunctions.Local.Demo.Views;

/// <summary>A table that redraws itself on a terminal: a row for each system, a column for each request.</summary>
internal sealed class LiveView(IAnsiConsole console, TimeProvider clock) : IDemoView
{
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(100);
    private IReadOnlyList<RequestTrack> _watched = [];
    private CancellationTokenSource? _rest;
    private Task _drawing = Task.CompletedTask;
    private long _begin;

    public void Tell(string sentence) => console.MarkupLineInterpolated($"[green]✓[/] {sentence}");

    public void Watch(IReadOnlyList<RequestTrack> tracks)
    {
        (_watched, _begin) = (tracks, clock.GetTimestamp());
        _rest = new CancellationTokenSource();
        _drawing = console.Live(Draw()).StartAsync(context => DrawUntilRestAsync(context, _rest.Token));
    }

    public void Moved(RequestTrack track)
    {
    }

    public async Task RestAsync(CancellationToken cancellation)
    {
        if (_rest is null) return;
        await _rest.CancelAsync();
        await _drawing.WaitAsync(cancellation);
        _rest.Dispose();
        _rest = null;
    }

    public async ValueTask DisposeAsync() => await RestAsync(CancellationToken.None);

    private async Task DrawUntilRestAsync(LiveDisplayContext context, CancellationToken rest)
    {
        while (!rest.IsCancellationRequested)
        {
            context.UpdateTarget(Draw());
            await Task.Delay(Frame, clock, rest).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        context.UpdateTarget(Draw());
    }

    private Table Draw()
    {
        var table = new Table { Border = TableBorder.Rounded, BorderStyle = new Style(Color.Grey) };
        table.AddColumn(string.Create(CultureInfo.InvariantCulture, $"{clock.GetElapsedTime(_begin).TotalSeconds,5:N1} s"));
        foreach (var track in _watched) table.AddColumn(new TableColumn(Markup.Escape(track.Title)) { NoWrap = false });
        table.AddRow([new Text("The request"), .. _watched.Select(track => new Markup($"[bold]{Markup.Escape(StageLine.Of(track.Stage))}[/]"))]);
        foreach (var system in Systems.DemoSystems.All)
        {
            IRenderable[] cells = [new Text(system.Title), .. _watched.Select(track => Cell(track[system.Name]))];
            table.AddRow(cells);
        }

        return table;
    }

    private static Markup Cell(SystemTrack system)
    {
        var text = Markup.Escape(SystemLine.Of(system));
        return system switch
        {
            { State: "done", Recovered: true } => new Markup($"[green]●[/] {text}"),
            { State: "done" } => new Markup($"[green]●[/] {text}"),
            { Error: not null } => new Markup($"[yellow]▲ {text}[/]"),
            { State: "running" } => new Markup($"[blue]◐ {text}[/]"),
            _ => new Markup($"[grey]○ {text}[/]"),
        };
    }
}
