using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PrivacyFunctions.EndToEnd.Deletion;
using PrivacyFunctions.EndToEnd.Running;

namespace PrivacyFunctions.EndToEnd.Browser;

/// <summary>Somebody gets the notice of a deletion that they did not ask for, and opens its link in a real browser.</summary>
public sealed partial class NotMePageTests : IAsyncLifetime
{
    private ErasableOrganisation _organisation = null!;
    private Requester _anna = null!;
    private Uri _link = null!;

    public async Task InitializeAsync()
    {
        _organisation = await ErasableOrganisation.StartAsync(new Dictionary<string, string> { ["Privacy__Deletion__CoolingOff"] = "72:00:00" });
        _anna = await DeletingPerson.FileAsync(_organisation.Server, ErasableOrganisation.Anna);
        await DeletingPerson.ApproveAsync(_organisation.Server, _anna);
        _link = new Uri(_organisation.Server.Http.BaseAddress!, await Waiting.ForAsync("a mail with a link", () => Task.FromResult(Link())));
    }

    public async Task DisposeAsync()
    {
        if (_organisation is not null) await _organisation.DisposeAsync();
    }

    [Fact]
    public async Task Opening_it_changes_nothing_and_its_button_stops_the_deletion()
    {
        await using var visit = await Visit.ToAsync(_link, width: 320);
        Assert.Equal("Was it not you who asked?", await visit.Page.InnerTextAsync("h1"));
        Assert.True(await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= 320);
        Assert.Equal("in-progress", (await _anna.ReadAsync())["status"]);

        await visit.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Button)).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.WaitForURLAsync(_link.GetLeftPart(UriPartial.Path));

        Assert.Equal("The deletion is stopped", await visit.Page.InnerTextAsync("h1"));
        Assert.Equal([$"GET {_link}", $"POST {_link.GetLeftPart(UriPartial.Path)}"], visit.Requests);
        Assert.Empty(visit.Complaints);
        await _organisation.Server.Staff.WaitAsync(_anna.RequestId, "awaiting-review");
        await visit.Page.ReloadAsync();
        Assert.Equal("The deletion is stopped", await visit.Page.InnerTextAsync("h1"));
    }

    [Fact]
    public async Task Nobody_meets_a_barrier_and_half_a_link_says_what_to_do()
    {
        await using var visit = await Visit.ToAsync(_link, inspected: true);
        Assert.Empty(await visit.BarriersAsync());

        await visit.Page.GotoAsync(_link.AbsoluteUri[..^9]);

        Assert.Equal("There is nothing here", await visit.Page.InnerTextAsync("h1"));
        Assert.Empty(await visit.BarriersAsync());
    }

    private string? Link() => _organisation.Server.Outbox.Messages().Select(mail => NotMeLink().Match(mail.TextBody ?? "")).FirstOrDefault(link => link.Success)?.Value;

    [GeneratedRegex(@"/r/\S+/not-me\?token=\S+")]
    private static partial Regex NotMeLink();
}
