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

    private const int FirstBudget = 4_000_000;
    private const int MostCollections = 500;

    public static async Task<byte[]> RenderAsync(
        BundleContents contents, IReadOnlyList<OpenCollection> collections, PolicyCategories headings, CancellationToken cancellation)
    {
        for (var budget = FirstBudget; ; budget /= 4)
        {
            var page = await RenderAsync(await ModelAsync(contents, collections, headings, budget, cancellation), cancellation);
            if (page.Length < MostBytes || budget == 0) return page;
        }
    }

    private static async Task<PageModel> ModelAsync(
        BundleContents contents, IReadOnlyList<OpenCollection> collections, PolicyCategories headings, int budget, CancellationToken cancellation)
    {
        var titles = contents.Systems.GroupBy(system => system.Dataset).ToDictionary(group => group.Key, group => CellText.Fit(group.First().Title));
        var order = headings.Titles.ToList();
        var filled = collections.Where(collection => !collection.IsEmpty)
            .OrderBy(collection => order.IndexOf(headings.TitleOf(collection.Described)) is var place and >= 0 ? place : order.Count)
            .ToList();
        var reader = new PreviewReader(headings, titles, budget);
        return new PageModel
        {
            Contents = contents,
            Collections = await reader.ReadAsync([.. filled.Take(MostCollections)], cancellation),
            HiddenCollections = Math.Max(0, filled.Count - MostCollections),
            SystemTitles = titles,
            Empty =
            [
                .. collections.Where(collection => collection.IsEmpty).Take(MostCollections)
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
