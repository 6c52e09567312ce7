using PrivacyFunctions.EndToEnd.Access;

namespace PrivacyFunctions.EndToEnd.Browser;

/// <summary>The page of a real bundle in a real browser, opened from the folder into which it was unpacked.</summary>
[Collection(SmallOrganisationTests.Name)]
public sealed class BundlePageTests(SmallOrganisation organisation) : IDisposable
{
    private readonly UnpackedBundle _bundle = new(organisation.AnnasBundle);

    public void Dispose() => _bundle.Dispose();

    [Fact]
    public async Task It_asks_nothing_of_anybody_and_runs_nothing()
    {
        await using var visit = await Visit.ToAsync(_bundle.Index);

        Assert.Equal([$"GET {_bundle.Index.AbsoluteUri}"], visit.Requests);
        Assert.Empty(visit.Complaints);
        var text = await visit.Page.InnerTextAsync("body");
        Assert.All(["Harbour Logistics", "Anna ANNAS-OWN", "<script>alert(1)</script>"], value => Assert.Contains(value, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_link_in_it_leads_somewhere()
    {
        await using var visit = await Visit.ToAsync(_bundle.Index);

        var links = await visit.Page.EvaluateAsync<string[]>("[...document.links].map(link => link.href)");
        var targets = await visit.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('[id]')].map(element => element.id)");

        var page = _bundle.Index.AbsoluteUri + "#";
        Assert.Contains(links, link => link.StartsWith(page, StringComparison.Ordinal));
        Assert.All(links.Where(link => link.StartsWith(page, StringComparison.Ordinal)), link => Assert.Contains(Uri.UnescapeDataString(link[page.Length..]), targets));
        var files = links.Where(link => link.StartsWith("file:", StringComparison.Ordinal) && !link.StartsWith(page, StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.True(File.Exists(new Uri(file).LocalPath), $"{file} is not there"));
    }

    [Theory]
    [InlineData(320)]
    [InlineData(768)]
    [InlineData(1920)]
    public async Task It_fits_any_screen(int width)
    {
        await using var visit = await Visit.ToAsync(_bundle.Index, width);

        var wide = await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth");

        Assert.True(wide <= width, $"The page is {wide} pixels wide.");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nobody_meets_a_barrier(bool dark)
    {
        await using var visit = await Visit.ToAsync(_bundle.Index, dark: dark, inspected: true);

        Assert.Empty(await visit.BarriersAsync());
    }

    [Fact]
    public async Task A_key_skips_to_the_content()
    {
        await using var visit = await Visit.ToAsync(_bundle.Index);

        await visit.Page.Keyboard.PressAsync("Tab");
        var first = await visit.Page.EvaluateAsync<string>("document.activeElement.textContent");
        await visit.Page.Keyboard.PressAsync("Enter");

        Assert.Equal("Skip to the content", first);
        Assert.EndsWith("#main", visit.Page.Url, StringComparison.Ordinal);
    }
}
