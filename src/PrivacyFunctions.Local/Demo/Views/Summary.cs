using System.Globalization;
using PrivacyFunctions.Local.Demo.Report;
using Spectre.Console;

namespace PrivacyFunctions.Local.Demo.Views;

/// <summary>The end of the demo, for somebody who has never seen the product.</summary>
internal sealed class Summary(IAnsiConsole console, DemoReport report)
{
    public void Write()
    {
        foreach (var request in report.Requests) Write(request);
        console.WriteLine();
        foreach (var check in report.Checks)
        {
            if (check.Held) console.MarkupLineInterpolated($"[green]✓[/] {check.Promise}");
            else console.MarkupLineInterpolated($"[red]✗ {check.Promise} (it did not hold)[/]");
        }

        console.WriteLine();
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"{(report.Held ? "All of it held" : "Not all of it held")}, in {report.Seconds:N1} s; seeding the systems took {report.Seeded.Seconds:N1} s of that.");
    }

    private void Write(RequestReport request)
    {
        console.WriteLine();
        var facts = new Grid().AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(0, 0, 2, 0) }).AddColumn();
        Fact(facts, "Asked", $"{request.Person}: \"{request.Question}\" (right of {request.Right})");
        Fact(facts, "Proved", $"by typing an eight-digit code mailed to {request.CodeSentTo}, and a second one before the download");
        Fact(facts, "Law", request.LawReason);
        Fact(facts, "Deadline", string.Join(Environment.NewLine, [Day(request.DueAt), .. request.Deadline]));
        Fact(facts, "Answered", $"after {request.Seconds.ToString("N1", CultureInfo.InvariantCulture)} seconds: {request.Status}");
        if (request.ApprovedPlan is { } plan) Fact(facts, "Decided", $"staff approved plan {plan[..12]}…; another one would not have run");
        if (request.UnusedIdentities.Count > 0)
            Fact(facts, "Not used", $"{string.Join(", ", request.UnusedIdentities)}: named in the request, but nothing we checked says whose it is");
        console.Write(facts);
        console.Write(request.Receipt is null ? Systems(request) : Erased(request));
        Withheld(request);
        if (request.Bundle is { } bundle) Bundle(bundle);
        if (request.Receipt is { } receipt) Receipt(receipt);
    }

    private static Table Systems(RequestReport request)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumn("System").AddColumn("Answer");
        foreach (var title in new[] { "Tables", "Rows", "Files", "Tries" }) table.AddColumn(new TableColumn(title).RightAligned());
        foreach (var system in request.Systems)
        {
            table.AddRow(system.Title, Answer(request, system), Number(system.Collections), Number(system.Records), Number(system.Files), Number(system.Attempts));
        }

        table.AddRow("", "", Number(request.Systems.Sum(s => s.Collections)), Number(request.Systems.Sum(s => s.Records)), Number(request.Systems.Sum(s => s.Files)), "");
        return table;
    }

    private static string Answer(RequestReport request, SystemReport system) => system switch
    {
        { State: not "done" } => system.State,
        { RecoveredFrom: not null } => "in the bundle, after a failure",
        { Records: 0 } when request.Withheld.Any(item => item.Collection.StartsWith($"{system.Dataset}.", StringComparison.Ordinal)) => "withheld",
        { Records: 0 } => "nothing found",
        _ => "in the bundle",
    };

    private void Withheld(RequestReport request)
    {
        if (request.Withheld.Count == 0) return;
        console.WriteLine(request.Receipt is null ? "Withheld, and said so in the bundle:" : "Kept, and said so in the receipt:");
        var list = new Grid().AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(2, 0, 2, 0) }).AddColumn();
        foreach (var items in request.Withheld.GroupBy(item => (Dataset: item.Collection.Split('.')[0], item.Ground, item.Reason)))
        {
            var title = request.Systems.FirstOrDefault(system => system.Dataset == items.Key.Dataset)?.Title ?? items.Key.Dataset;
            list.AddRow(new Text(title), new Text($"{Items(items.Sum(item => item.Count))} of {string.Join(", ", items.Select(item => item.Collection.Split('.')[^1]))}. Ground: {items.Key.Ground}. {items.Key.Reason}"));
        }

        console.Write(list);
        console.WriteLine();
    }

    private void Bundle(BundleReport bundle)
    {
        var facts = new Grid().AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(0, 0, 2, 0) }).AddColumn();
        Fact(facts, "Bundle", string.Create(CultureInfo.InvariantCulture, $"{Shown(bundle.Path)} ({bundle.Bytes / 1024.0:N0} KiB, {bundle.Entries} files, signed with key {bundle.KeyId})"));
        if (bundle.IndexPath is { } index) Fact(facts, "Read it", $"open {Shown(index)} in a browser");
        Fact(facts, "Verify it", $"{Privacy()} bundle verify {Shown(bundle.Path)} --keys {Shown(bundle.KeysPath)}");
        console.Write(facts);
    }

    private static Table Erased(RequestReport request)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumn("System").AddColumn("What was done");
        foreach (var title in new[] { "Found", "Deleted", "Masked", "Kept" }) table.AddColumn(new TableColumn(title).RightAligned());
        foreach (var system in request.Systems)
        {
            var erased = system.Erased ?? new ErasedReport(0, 0, 0, []);
            table.AddRow(system.Title, Done(system, erased), Number(system.Records), Number(erased.Deleted), Number(erased.Masked), Number(erased.Kept));
        }

        var all = request.Systems.Select(system => system.Erased).OfType<ErasedReport>().ToList();
        table.AddRow("", "", Number(request.Systems.Sum(s => s.Records)), Number(all.Sum(s => s.Deleted)), Number(all.Sum(s => s.Masked)), Number(all.Sum(s => s.Kept)));
        return table;
    }

    private static string Done(SystemReport system, ErasedReport erased) => (system.State, erased) switch
    {
        (not "done", _) => system.State,
        (_, { Deleted: 0, Masked: 0, Kept: 0 }) => "nothing found",
        (_, { Deleted: 0, Masked: 0 }) => $"kept, ground: {string.Join(", ", erased.Grounds)}",
        (_, { Kept: > 0 }) => $"erased; kept in part, ground: {string.Join(", ", erased.Grounds)}",
        _ => "erased",
    };

    private void Receipt(ReceiptReport receipt)
    {
        var facts = new Grid().AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(0, 0, 2, 0) }).AddColumn();
        Fact(facts, "Receipt", $"{Shown(receipt.Path)}, signed with key {receipt.KeyId}: table by table what was there, what was done, what a second look found, and what was kept and why");
        Fact(facts, "Verify it", $"{Privacy()} bundle verify {Shown(receipt.Path)} --keys {Shown(receipt.KeysPath)}");
        console.Write(facts);
    }

    private static void Fact(Grid grid, string name, string text) => grid.AddRow(new Text(name, new Style(decoration: Decoration.Bold)), new Text(text));

    private static string Shown(string path)
    {
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }

    // So that the line can be copied, wherever the executable lies.
    private static string Privacy() =>
        Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "privacy" ? Shown(path) : "privacy";

    private static string Day(DateTimeOffset at) => at.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    private static string Items(long count) => $"{Number(count)} {(count == 1 ? "item" : "items")}";

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
