using System.Text.Json;
using Microsoft.Extensions.Configuration;
using PrivacyFunctions.Bundling;
using PrivacyFunctions.Bundling.Page;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Settings;
using PrivacyFunctions.Staging;
using PrivacyFunctions.Tests.Local;

namespace PrivacyFunctions.Tests.Bundling;

public sealed class PageWordsTests
{
    [Theory]
    [InlineData("opened_at", "Opened at")]
    [InlineData("createdAt", "Created at")]
    [InlineData("ip_address", "IP address")]
    [InlineData("ID", "ID")]
    [InlineData("customer-id", "Customer ID")]
    [InlineData("user.contact.email", "User contact email")]
    [InlineData("___", "___")]
    [InlineData("", "")]
    public void A_technical_name_becomes_a_heading(string name, string heading) => Assert.Equal(heading, Wording.Label(name));

    [Theory]
    [InlineData("user.device.device_id", "Device ID")]
    [InlineData("user.device.ip_address", "Device IP address")]
    [InlineData("user.contact.email", "Contact email")]
    [InlineData("system.operations", "System operations")]
    public void A_category_is_said_without_saying_a_word_twice(string category, string words) => Assert.Equal(words, Wording.Category(category));

    [Theory]
    [InlineData("null", CellKind.Empty, "")]
    [InlineData("\"\"", CellKind.Empty, "")]
    [InlineData("true", CellKind.Truth, "Yes")]
    [InlineData("12345678901234567890.12300", CellKind.Number, "12345678901234567890.12300")]
    [InlineData("\"2026-01-05\"", CellKind.Time, "5 January 2026")]
    [InlineData("\"2026-01-05T09:00:00Z\"", CellKind.Time, "5 January 2026, 09:00 UTC")]
    [InlineData("\"2026-01-05T09:00:01.5+02:00\"", CellKind.Time, "5 January 2026, 09:00:01.5 UTC+02:00")]
    [InlineData("\"2026-01-05 09:00:00\"", CellKind.Time, "5 January 2026, 09:00")]
    [InlineData("\"2026-02-30\"", CellKind.Text, "2026-02-30")]
    [InlineData("\"2026-01-05T25:00:00Z\"", CellKind.Text, "2026-01-05T25:00:00Z")]
    [InlineData("[]", CellKind.Structure, "")]
    [InlineData("[1,null,true]", CellKind.Structure, "1, –, Yes")]
    [InlineData("[{\"a\":1},{\"a\":2}]", CellKind.Structure, "1: \n  A: 1\n2: \n  A: 2")]
    public void A_value_is_said_as_a_person_would(string json, CellKind kind, string text)
    {
        var cell = CellReader.Read(JsonElement.Parse(json));
        Assert.Equal((kind, text), (cell.Kind, cell.Text));
    }

    [Fact]
    public void Deep_and_long_structures_end_at_the_cell()
    {
        var deep = string.Concat(Enumerable.Repeat("[{\"a\":", 30)) + "1" + string.Concat(Enumerable.Repeat("}]", 30));
        Assert.InRange(CellReader.Read(JsonElement.Parse(deep)).Text.Length, 1, 500);
        var wide = $"[{string.Join(',', Enumerable.Repeat("{\"a\":1}", 100_000))}]";
        Assert.InRange(CellReader.Read(JsonElement.Parse(wide)).Text.Length, 1, 500);
    }

    [Fact]
    public void Every_ground_and_every_gap_has_words_of_its_own()
    {
        Assert.Distinct(Grounds.All.Select(Wording.Ground));
        var codes = typeof(GapCode).GetFields().Select(field => (string)field.GetRawConstantValue()!).ToList();
        Assert.NotEmpty(codes);
        Assert.All(codes, code => Assert.DoesNotContain("could not be read in full", Wording.Gap(new RequestGap("d", null, code), "System"), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("user.assistant,user.assistant,user.contact.email,user.unique_id", "AI assistant interactions")]
    [InlineData("user.support,user.name,user.contact.phone_number", "Support and service information")]
    [InlineData("user.name,user.contact.email,user.job_title,user.device.ip_address", "Contact and account information")]
    [InlineData("user.device.cookie_id,user.behavior.browsing_history,user.contact.email", "Technical and usage information")]
    [InlineData("user.health_and_medical", "Other information")]
    [InlineData("system.operations", "Other information")]
    [InlineData("", "Other information")]
    public void A_collection_stands_under_the_heading_that_its_fields_speak_for(string categories, string heading)
    {
        var collection = Collection() with { Fields = [.. categories.Split(',').Select(category => new BundleField("f", null, [category]))] };
        Assert.Equal(heading, PolicyCategories.Default.TitleOf(collection));
    }

    [Fact]
    public void A_collections_own_category_and_a_chosen_heading_go_before_its_fields()
    {
        var collection = Collection() with { Fields = [new BundleField("f", null, ["user.contact.email"])], Categories = ["user.support.uploads"] };
        Assert.Equal("Support and service information", PolicyCategories.Default.TitleOf(collection));
        Assert.Equal("Chosen", PolicyCategories.Default.TitleOf(collection with { PolicyCategory = "Chosen" }));
    }

    [Fact]
    public void Headings_are_data()
    {
        var headings = new PolicyCategories([new PolicyHeading("All", ["user"]), new PolicyHeading("Mail", ["user.contact.email"])]);
        Assert.Equal("Mail", headings.TitleOf(Collection() with { Fields = [new BundleField("f", null, ["user.contact.email"])] }));
        Assert.Equal("All", headings.TitleOf(Collection() with { Fields = [new BundleField("f", null, ["user.name"])] }));
        Assert.Equal(["All", "Mail", "Other information"], headings.Titles);
    }

    [Theory]
    [InlineData("""[{"title":"All","categories":["user"]}]""", "All")]
    [InlineData("""[{"title":"","categories":["user"]}]""", null)]
    [InlineData("""[{"title":"All"}]""", null)]
    [InlineData("""{"title":"All"}""", null)]
    [InlineData("[]", null)]
    [InlineData("title", null)]
    [InlineData(null, null)]
    public void Headings_come_from_the_file_that_the_setting_names(string? content, string? heading)
    {
        using var folder = new TemporaryFolder();
        if (content is not null) File.WriteAllText(folder.File("headings.json"), content);
        var settings = new SettingsReader(new ConfigurationBuilder()
            .AddInMemoryCollection([new("Privacy:Bundle:PolicyCategories", folder.File("headings.json"))]).Build());
        var read = BundleOptions.Read(settings).PolicyCategories;
        Assert.Equal(heading is null ? ["Privacy__Bundle__PolicyCategories"] : [], settings.Problems.Select(problem => problem.Split(' ')[0]));
        if (heading is not null) Assert.Equal(heading, read.Titles[0]);
    }

    private static BundleCollection Collection() => new() { Staged = new StagedName("d", "c"), Dataset = "d", Collection = "c" };
}
