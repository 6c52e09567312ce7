using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using PrivacyFunctions.Bundling.Page;

namespace PrivacyFunctions.Bundling;

/// <summary>Renders index.html: the first rows of everything, in plain words, within 5 MB whatever there is to show.</summary>
internal static class BundleIndex
{
    /// <summary>Most bytes the page may have.</summary>
    public const int MostBytes = 5_000_000;

    // What is tried until the page fits; the last always does.
    private static readonly PageLimits[] Limits = [new(4_000_000, 200), new(1_500_000, 100), new(400_000, 20), new(50_000, 5), new(0, 0)];

    public static async Task<byte[]> RenderAsync(
        BundleContents contents, IReadOnlyList<OpenCollection> collections, PolicyCategories headings, CancellationToken cancellation)
    {
        foreach (var limits in Limits)
        {
            var page = await RenderAsync(await ModelAsync(contents, collections, headings, limits, cancellation), cancellation);
            if (page.Length < MostBytes) return page;
        }

        throw new InvalidOperationException("A page without any data is still too long.");
    }

    private static async Task<PageModel> ModelAsync(
        BundleContents contents, IReadOnlyList<OpenCollection> collections, PolicyCategories headings, PageLimits limits, CancellationToken cancellation)
    {
        var titles = contents.Systems.GroupBy(system => system.Dataset).ToDictionary(group => group.Key, group => CellText.Fit(group.First().Title));
        var order = headings.Titles.ToList();
        var systems = contents.Systems.Select(system => system.Dataset).ToList();
        var filled = collections.Where(collection => !collection.IsEmpty)
            .OrderBy(collection => order.IndexOf(headings.TitleOf(collection.Described)) is var place and >= 0 ? place : order.Count)
            .ThenBy(collection => systems.IndexOf(collection.Described.Dataset))
            .ToList();
        var reader = new PreviewReader(headings, titles, limits.Bytes);
        return new PageModel
        {
            Contents = contents,
            Limits = limits,
            Records = filled.Sum(collection => collection.Staged.Counts.Rows),
            Collections = await reader.ReadAsync([.. filled.Take(limits.Collections)], cancellation),
            HiddenCollections = Math.Max(0, filled.Count - limits.Collections),
            SystemTitles = titles,
            Empty =
            [
                .. collections.Where(collection => collection.IsEmpty).Take(limits.Collections)
                    .GroupBy(collection => titles.GetValueOrDefault(collection.Described.Dataset) ?? Wording.Label(collection.Described.Dataset))
                    .Select(group => KeyValuePair.Create<string, IReadOnlyList<string>>(
                        group.Key, [.. group.Select(collection => Wording.Label(collection.Described.Collection))])),
            ],
        };
    }

    private static async Task<byte[]> RenderAsync(PageModel model, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        // Letters of every script stay readable; whatever HTML could take for markup is escaped.
        await using var services = new ServiceCollection().AddSingleton(HtmlEncoder.Create(UnicodeRanges.All)).BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(IndexPage.Model)] = model });
            var root = await renderer.RenderComponentAsync<IndexPage>(parameters);
            using var page = new MemoryStream();
            await using (var writer = new StreamWriter(page, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" }) root.WriteHtmlTo(writer);
            return page.ToArray();
        });
    }
}
