using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using PrivacyFunctions.Http;
using PrivacyFunctions.Settings;

namespace PrivacyFunctions.Tests.Http;

public sealed class NamedStaffTests
{
    [Fact]
    public async Task Each_member_has_a_token_a_name_and_roles_and_the_shared_token_stands_for_all()
    {
        var staff = Authentication(
            ("StaffToken", "the-token-of-all-of-them"),
            ("Staff:anna:Token", "the-token-of-anna-alone"), ("Staff:anna:Roles", "Reader, Operator"),
            ("Staff:Bert.2:Token", "the-token-of-bert-alone"), ("Staff:Bert.2:Roles", "Privacy.Approver"));
        var anna = (await WhoAsync(staff, "the-token-of-anna-alone"))!;
        Assert.Equal(("anna", false), (anna.Id, anna.Shared));
        Assert.Equal([Audience.Reader, Audience.Operator], anna.Roles.Order());
        Assert.Equal([Audience.Reader, Audience.Approver], (await WhoAsync(staff, "the-token-of-bert-alone"))!.Roles.Order());
        var all = (await WhoAsync(staff, "the-token-of-all-of-them"))!;
        Assert.Equal(("staff", true, 3), (all.Id, all.Shared, all.Roles.Count));
        Assert.Null(await WhoAsync(staff, "the-token-of-nobody-at-all"));
        Assert.Null(await WhoAsync(staff, null));
    }

    [Fact]
    public async Task Without_any_token_nobody_is_staff()
    {
        var staff = Authentication(("Staff:anna:Token", ""), ("Staff:anna:Roles", ""));
        Assert.Null(await WhoAsync(staff, ""));
        Assert.Null(await WhoAsync(staff, null));
    }

    [Theory]
    [InlineData("Staff:anna:Roles", "Reader", "Privacy__Staff__anna__Token is missing.")]
    [InlineData("Staff:anna:Token", "a-token-long-enough", "Privacy__Staff__anna__Roles is missing; name some of Reader, Operator, Approver.")]
    [InlineData("Staff:anna:Roles", "Reader,Anyone", "Privacy__Staff__anna__Roles must list some of Reader, Operator, Approver, separated by commas.")]
    [InlineData("Staff:system:Roles", "Reader", "Privacy__Staff__system must be named by letters, digits, '-', '.' or '_', and not staff, system or requester.")]
    [InlineData("Staff:an na:Roles", "Reader", "Privacy__Staff__an na must be named by letters, digits, '-', '.' or '_', and not staff, system or requester.")]
    public void What_is_wrong_is_named(string name, string value, string problem)
    {
        var reader = Reader((name, value));
        HttpSettings.Read(reader);
        Assert.Contains(problem, reader.Problems);
    }

    [Fact]
    public void Two_members_with_one_token_could_not_be_told_apart()
    {
        var reader = Reader(
            ("StaffToken", "one-token-for-everybody"), ("Staff:anna:Token", "one-token-for-everybody"), ("Staff:anna:Roles", "Reader"));
        HttpSettings.Read(reader);
        Assert.Equal(["Privacy__Staff__anna__Token is somebody else's too."], reader.Problems);
    }

    private static StaffTokenAuthentication Authentication(params (string, string)[] settings) => new(HttpSettings.Read(Reader(settings)));

    private static SettingsReader Reader(params (string Name, string Value)[] settings) => new(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create("Privacy:" + s.Name, (string?)s.Value))).Build());

    private static async Task<StaffMember?> WhoAsync(StaffTokenAuthentication staff, string? token)
    {
        var http = new DefaultHttpContext();
        if (token is not null) http.Request.Headers.Authorization = $"Bearer {token}";
        return await staff.AuthenticateAsync(http.Request, default);
    }
}
