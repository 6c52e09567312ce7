using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using PrivacyFunctions.Bundling;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Requests;
using static PrivacyFunctions.Tests.Bundling.BundleFixture;

namespace PrivacyFunctions.Tests.Bundling;

public sealed class IndexPageTests
{
    private readonly BundleFixture _fixture = new();

    [Fact]
    public async Task The_page_says_who_asked_when_and_under_which_law()
    {
        var page = await PageAsync(await SampleBundle.StageAsync(_fixture));
        var facts = page.QuerySelector("dl.facts")!.TextContent;
        Assert.Contains("Ada Example", facts, StringComparison.Ordinal);
        Assert.Contains("ada@example.org", facts, StringComparison.Ordinal);
        Assert.Contains("2 March 2026", facts, StringComparison.Ordinal);
        Assert.Contains("General Data Protection Regulation", facts, StringComparison.Ordinal);
        Assert.Equal("Your personal data at OpenTech Support", page.QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task An_incomplete_page_says_so_first()
    {
        var page = await PageAsync(await SampleBundle.StageAsync(_fixture, complete: false));
        Assert.Equal("This copy is not complete.", page.QuerySelector("header")!.QuerySelector("strong")!.TextContent);
        Assert.StartsWith("This copy is not complete.", page.QuerySelector("header")!.TextContent.Trim(), StringComparison.Ordinal);
        Assert.Contains("Billing: this system has not answered", page.QuerySelector(".incomplete")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector(".complete"));
    }

    [Fact]
    public async Task Tables_stand_under_the_headings_of_the_policy_in_its_order()
    {
        var page = await PageAsync(await SampleBundle.StageAsync(_fixture));
        Assert.Equal(
            ["Contact and account information", "Support and service information", "Technical and usage information", "AI assistant interactions"],
            page.QuerySelectorAll("main > section > h2").Select(heading => heading.TextContent).Take(4));
        var support = page.QuerySelectorAll("main > section").Single(section => section.QuerySelector("h2")!.TextContent.StartsWith("Support", StringComparison.Ordinal));
        Assert.Equal(["Ticket from Ticketing", "Upload from Ticketing"], support.QuerySelectorAll("h3").Select(heading => heading.TextContent));
    }

    [Fact]
    public async Task A_table_shows_two_hundred_rows_says_how_many_there_are_and_leads_to_all()
    {
        var page = await PageAsync(await SampleBundle.StageAsync(_fixture));
        var tickets = page.GetElementById("c2")!.ParentElement!;
        Assert.Equal(200, tickets.QuerySelectorAll("tbody tr").Length);
        Assert.Equal("The first 200 of 260 records; the files hold all of it.", tickets.QuerySelector("caption")!.TextContent);
        Assert.Equal(
            ["data/ticketing/ticket.json", "data/ticketing/ticket.csv"], tickets.QuerySelectorAll(".get a").Select(link => link.GetAttribute("href")));
        Assert.Equal("Opened at", tickets.QuerySelectorAll("thead th").ElementAt(4).TextContent);
    }

    [Fact]
    public async Task Values_are_shown_as_a_person_would_say_them()
    {
        var contents = await SampleBundle.StageAsync(_fixture);
        var page = await PageAsync(contents);
        var person = page.GetElementById("c1")!.ParentElement!.QuerySelectorAll("tbody tr").ToDictionary(row => row.QuerySelector("th")!.TextContent, row => row.QuerySelector("td")!);
        Assert.Equal("Yes", person["Newsletter"].TextContent);
        Assert.Equal("–", person["Last login"].TextContent);
        Assert.Equal("9 April 2021, 10:12:33 UTC", person["Created at"].TextContent);
        Assert.Equal("2021-04-09T10:12:33Z", person["Created at"].QuerySelector("time")!.GetAttribute("datetime"));
        Assert.Equal("Street: Lindenstraße 5\nCity: Berlin\nTags: office, billing", person["Address"].TextContent);
    }

    [Fact]
    public async Task A_cell_holds_at_most_five_hundred_characters_and_says_what_it_left_out()
    {
        await _fixture.StageAsync("d", "c", ["text", "json"], [Row(("text", new string('x', 3_000)), ("json", Enumerable.Range(0, 5_000).ToArray())), Row(("text", string.Concat(Enumerable.Repeat("😀", 300))))]);
        var cells = (await PageAsync()).QuerySelectorAll("td").ToList();
        Assert.All(cells, cell => Assert.InRange(cell.TextContent.Length, 0, 500));
        Assert.EndsWith("… (3,000 characters in all)", cells[0].TextContent, StringComparison.Ordinal);
        Assert.All(cells, cell => Assert.DoesNotContain('\uFFFD', cell.TextContent));
    }

    [Fact]
    public async Task The_page_says_what_was_left_out_how_data_is_used_and_what_can_be_done()
    {
        var page = await PageAsync(await SampleBundle.StageAsync(_fixture));
        var leftOut = page.GetElementById("left-out")!.ParentElement!.TextContent;
        Assert.Contains("Monitoring, Device", leftOut, StringComparison.Ordinal);
        Assert.Contains("We hold it on behalf of somebody else", leftOut, StringComparison.Ordinal);
        var use = page.GetElementById("use")!.ParentElement!.TextContent;
        foreach (var fact in new[] { "Answer and solve service requests", "Contract", "Deskworks", "3 years after", "Standard contractual clauses", "Your browser", "None: no decision about you is made by machine alone" })
            Assert.Contains(fact, use, StringComparison.Ordinal);
        Assert.Contains("Art. 77", page.GetElementById("rights")!.ParentElement!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Newsletter: Subscription", page.GetElementById("nothing")!.ParentElement!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_left_out_is_placed_by_its_system_also_when_names_hold_dots()
    {
        await _fixture.StageAsync("shop.eu", "order", ["text"], [Row(("text", "2024-01-01\n"))]);
        var contents = _fixture.Contents(new BundleSystem("shop", "Shop", SystemState.Done, 0), new BundleSystem("shop.eu", "Shop in Europe", SystemState.Done, 1));
        var page = await PageAsync(contents with { Withheld = [new WithheldItem("shop.eu.secret", 1, "security", "Never."), new WithheldItem("shop.v1.secret", 1, "security", "Never.")] });
        Assert.Equal(["Shop in Europe, Secret", "Shop, V1 secret"], page.GetElementById("left-out")!.ParentElement!.QuerySelectorAll("tbody td:first-child").Select(cell => cell.TextContent));
        Assert.Null(page.QuerySelector("td time"));
    }

    [Fact]
    public async Task The_page_is_accessible()
    {
        var page = await PageAsync(await SampleBundle.StageAsync(_fixture));
        Assert.Equal("en", page.DocumentElement.GetAttribute("lang"));
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.Single(page.QuerySelectorAll("main"));
        Assert.Equal("#main", page.QuerySelector("a.skip")!.GetAttribute("href"));
        Assert.All(page.QuerySelectorAll("th"), header => Assert.NotNull(header.GetAttribute("scope")));
        Assert.All(page.QuerySelectorAll("section table caption"), caption => Assert.NotEmpty(caption.TextContent));
        Assert.All(page.QuerySelectorAll("[aria-labelledby]"), element => Assert.NotNull(page.GetElementById(element.GetAttribute("aria-labelledby")!)));
        Assert.Distinct(page.QuerySelectorAll("[id]").Select(element => element.Id));
        var levels = page.QuerySelectorAll("h1,h2,h3,h4").Select(heading => heading.LocalName[1] - '0').ToList();
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1));
        Assert.Distinct(page.QuerySelectorAll("section,nav,[role=region]").Select(landmark => landmark.GetAttribute("aria-labelledby")).OfType<string>());
        Assert.Contains("@media (prefers-reduced-motion: no-preference) {\n  html { scroll-behavior: smooth; }", page.QuerySelector("style")!.TextContent, StringComparison.Ordinal);
        Assert.All(page.QuerySelectorAll("a[href^='#']"), link => Assert.NotNull(page.GetElementById(link.GetAttribute("href")![1..])));
    }

    [Fact]
    public async Task The_page_asks_for_nothing_outside_itself_and_every_link_leads_into_the_bundle()
    {
        var zip = await _fixture.MakeAsync(await SampleBundle.StageAsync(_fixture));
        var page = Parse(zip);
        Assert.Empty(page.QuerySelectorAll("script,img,link,iframe,object,embed,form,base,svg,video,audio"));
        Assert.DoesNotContain("@import", page.QuerySelector("style")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", page.QuerySelector("style")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
            page.QuerySelector("meta[http-equiv='Content-Security-Policy']")!.GetAttribute("content"));
        var names = Names(zip);
        Assert.All(
            page.QuerySelectorAll("a[href]").Select(link => link.GetAttribute("href")!).Where(href => !href.StartsWith('#')),
            href => Assert.Contains(href, names));
    }

    [Fact]
    public async Task Ten_thousand_attempts_at_injection_create_no_element_and_no_attribute()
    {
        var hostile = await ShapeAsync(payload => payload);
        var benign = await ShapeAsync(payload => new string('x', payload.Length));
        Assert.True(hostile.Cells >= 10_000);
        Assert.Equal(benign.Cells, hostile.Cells);
        Assert.Equal(benign.Elements, hostile.Elements);
        Assert.Equal(benign.Attributes, hostile.Attributes);
    }

    [Fact]
    public async Task Control_characters_and_marks_that_turn_text_around_are_not_shown()
    {
        await _fixture.StageAsync("d", "c", ["a"], [Row(("a", "x\0y\u0008\u202Ezyx\u2066\uD800end"))]);
        var text = (await PageAsync()).QuerySelector("td")!.TextContent;
        Assert.DoesNotContain(text, c => char.IsControl(c) || c is '\u202E' or '\u2066' || char.IsSurrogate(c));
        Assert.EndsWith("end", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Letters_of_every_script_stay_themselves()
    {
        await _fixture.StageAsync("d", "c", ["a"], [Row(("a", "Ünïcødé 名前 имя שם 👍"))]);
        Assert.Contains("Ünïcødé 名前 имя שם", Text(await _fixture.MakeAsync(), "index.html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_stays_under_five_megabytes_with_much_to_show()
    {
        var filler = new string('<', 600);
        for (var n = 0; n < 30; n++)
        {
            await _fixture.StageAsync(
                "d", $"table{n}", ["a", "b", "c", "d", "e", "f", "g", "h"],
                Enumerable.Range(0, 60).Select(_ => Row(("a", filler), ("b", filler), ("c", filler), ("d", filler), ("e", filler), ("f", filler), ("g", filler), ("h", filler))));
        }

        var contents = _fixture.Contents() with
        {
            Withheld = [.. Enumerable.Range(0, 5_000).Select(n => new WithheldItem($"d.t{n}", n, "security", filler))],
            Gaps = [.. Enumerable.Range(0, 5_000).Select(n => new RequestGap("d", $"t{n}", "row-cap", n))],
            Processing = [.. Enumerable.Range(0, 300).Select(n => new ProcessingRecord
            {
                Key = $"system{n}",
                Name = $"system {n}",
                Purposes = [.. Enumerable.Range(0, 30).Select(_ => new ProcessingPurpose { Name = filler, Use = filler, LegalBasis = filler, ThirdParties = filler, Retention = filler })],
            })],
        };
        var zip = await _fixture.MakeAsync(contents);
        Assert.InRange(Bytes(zip, "index.html").Length, 10_000, 4_999_999);
        Assert.Contains("This copy is not complete", Text(zip, "index.html"), StringComparison.Ordinal);
        Assert.Equal(5_000, System.Text.Json.JsonElement.Parse(Bytes(zip, "about/withheld.json")).GetArrayLength());
    }

    private async Task<IDocument> PageAsync(BundleContents? contents = null) => Parse(await _fixture.MakeAsync(contents));

    private static IDocument Parse(byte[] zip) => new HtmlParser().ParseDocument(Encoding.UTF8.GetString(Bytes(zip, "index.html")));

    private static async Task<(int Cells, IReadOnlyList<(string, int)> Elements, IReadOnlyList<(string, int)> Attributes)> ShapeAsync(Func<string, string> change)
    {
        var fixture = new BundleFixture();
        var payloads = InjectionPayloads.All(10_500).Select(change).ToList();
        foreach (var (number, rows) in payloads.Chunk(175).Index())
        {
            await fixture.StageAsync("d", $"t{number}", ["a"], rows.Select(payload => Row(("a", payload))));
            fixture.Describe(collection => collection with { Description = rows[0], Fields = [new BundleField("a", rows[1], ["user.support"])] });
        }

        var contents = fixture.Contents(new BundleSystem("d", payloads[2], SystemState.Done, 1, payloads[3])) with
        {
            Gaps = [new RequestGap(payloads[4], payloads[5], payloads[6], 1)],
            Withheld = [new WithheldItem(payloads[7], 1, payloads[8], payloads[9])],
            UnusedIdentities = [payloads[10]],
            Remedies = [new BundleRemedy(payloads[11], payloads[12])],
            Processing = [new ProcessingRecord { Key = payloads[16], Name = payloads[13], Description = payloads[14], Sources = [payloads[15]], Categories = [payloads[16]] }],
        };
        contents = contents with
        {
            Request = contents.Request with { Organisation = payloads[17], Contact = payloads[18], Name = new Personal(payloads[19]), PolicyVersion = payloads[20], Law = payloads[21] },
        };
        var page = Parse(await fixture.MakeAsync(contents));
        var all = page.All.ToList();
        return (
            page.QuerySelectorAll("td").Length,
            [.. all.CountBy(element => element.LocalName).Select(pair => (pair.Key, pair.Value)).Order()],
            [.. all.SelectMany(element => element.Attributes).CountBy(attribute => attribute.Name).Select(pair => (pair.Key, pair.Value)).Order()]);
    }
}
