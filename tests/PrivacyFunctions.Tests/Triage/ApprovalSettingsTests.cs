using Microsoft.Extensions.Configuration;
using PrivacyFunctions.Law;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Settings;
using PrivacyFunctions.Triage;

namespace PrivacyFunctions.Tests.Triage;

public sealed class ApprovalSettingsTests
{
    [Fact]
    public void Unset_one_person_approves_and_nothing_is_sensitive()
    {
        var settings = ApprovalSettings.Read(Reader());
        Assert.All(Enum.GetValues<Right>(), right => Assert.Equal(new ApprovalPolicy(1, 2, StepUp.Never), settings.PolicyOf(right)));
        Assert.False(settings.IsSensitive("user.health"));
    }

    [Fact]
    public void Each_right_has_its_own_policy_and_a_category_covers_what_is_below_it()
    {
        var settings = ApprovalSettings.Read(Reader(
            ("Deletion:People", "2"), ("Deletion:StepUp", "sensitive"), ("Sensitive:People", "1"), ("SensitiveCategories", "user.health, user.biometric")));
        Assert.Equal(new ApprovalPolicy(2, 1, StepUp.Sensitive), settings.PolicyOf(Right.Deletion));
        Assert.Equal(new ApprovalPolicy(1, 1, StepUp.Never), settings.PolicyOf(Right.Access));
        Assert.True(settings.IsSensitive("user.health") && settings.IsSensitive("user.biometric.fingerprint"));
        Assert.False(settings.IsSensitive("user.health_club") || settings.IsSensitive("user"));
    }

    [Theory]
    [InlineData("Access:People", "3")]
    [InlineData("Access:StepUp", "perhaps")]
    [InlineData("SensitiveCategories", "User Health")]
    public void What_is_wrong_is_named(string name, string value)
    {
        var reader = Reader((name, value));
        ApprovalSettings.Read(reader);
        Assert.StartsWith($"Privacy__Approval__{name.Replace(":", "__", StringComparison.Ordinal)} must", Assert.Single(reader.Problems), StringComparison.Ordinal);
    }

    private static SettingsReader Reader(params (string Name, string Value)[] settings) => new(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create("Privacy:Approval:" + s.Name, (string?)s.Value))).Build());
}
