using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace PrivacyFunctions.EndToEnd.Browser;

/// <summary>Somebody looks at a page: what the browser asked for on the way, and what it complained about.</summary>
internal sealed class Visit : IAsyncDisposable
{
    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
    };

    private readonly ConcurrentQueue<string> _requests = new();
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly IBrowserContext _context;

    private Visit(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Request += (_, request) => _requests.Enqueue($"{request.Method} {request.Url}");
        page.PageError += (_, error) => _complaints.Enqueue($"error: {error}");
        page.Console += (_, message) => _complaints.Enqueue($"{message.Type}: {message.Text}");
        page.Popup += (_, popup) => _complaints.Enqueue($"popup: {popup.Url}");
        page.Dialog += async (_, dialog) =>
        {
            _complaints.Enqueue($"dialog: {dialog.Message}");
            await dialog.DismissAsync();
        };
    }

    public IPage Page { get; }

    /// <summary>Each request of the page so far, its own address included: method and address.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    /// <summary>Errors, lines on the console, dialogs and windows that opened.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <summary>Opens an address.</summary>
    /// <param name="address">Of a file or a server.</param>
    /// <param name="width">Of the window, in CSS pixels.</param>
    /// <param name="dark">Whether the person prefers dark pages.</param>
    /// <param name="inspected">Whether <see cref="BarriersAsync"/> is asked later: its script runs whatever the page's policy says.</param>
    public static async Task<Visit> ToAsync(Uri address, int width = 1280, bool dark = false, bool inspected = false)
    {
        var browser = await Chromium.SharedAsync();
        var context = await browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 740 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            BypassCSP = inspected,
        });
        var visit = new Visit(context, await context.NewPageAsync());
        await visit.Page.GotoAsync(address.AbsoluteUri, new() { WaitUntil = WaitUntilState.NetworkIdle });
        // Keys go to the page in front.
        await visit.Page.BringToFrontAsync();
        return visit;
    }

    /// <summary>What keeps people with a disability from using the page (WCAG 2.2, levels A and AA): rule and place, one line each.</summary>
    public async Task<IReadOnlyList<string>> BarriersAsync()
    {
        var found = await Page.RunAxe(Rules);
        Assert.NotEmpty(found.Passes);
        return [.. found.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{violation.Id}: {node.Html}"))];
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
