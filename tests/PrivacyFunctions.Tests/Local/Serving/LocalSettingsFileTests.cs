using System.Text;
using PrivacyFunctions.Local.Serving;

namespace PrivacyFunctions.Tests.Local.Serving;

public sealed class LocalSettingsFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Values_become_settings_under_their_configuration_keys()
    {
        Write("""
            {
              "IsEncrypted": false, // as the Functions tools write it
              "Values": { "Privacy__Smtp__Host": "mail.example", "Privacy__Smtp__Port": 25, },
            }
            """);

        Assert.Equal(
            [KeyValuePair.Create("Privacy:Smtp:Host", (string?)"mail.example"), KeyValuePair.Create("Privacy:Smtp:Port", (string?)"25")],
            LocalSettingsFile.Read(_folder.Path));
    }

    [Fact]
    public void A_byte_order_mark_does_no_harm()
    {
        File.WriteAllText(
            _folder.File("local.settings.json"), """{ "Values": { "Privacy__Smtp__Host": "mail.example" } }""", new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

        Assert.Equal([KeyValuePair.Create("Privacy:Smtp:Host", (string?)"mail.example")], LocalSettingsFile.Read(_folder.Path));
    }

    [Fact]
    public void No_file_or_no_values_means_no_settings()
    {
        Assert.Empty(LocalSettingsFile.Read(_folder.Path));
        Write("{}");
        Assert.Empty(LocalSettingsFile.Read(_folder.Path));
    }

    [Theory]
    [InlineData("{\n  \"Values\": {\n", "line 3")]
    [InlineData("{ \"Values\": [] }", "must be an object")]
    [InlineData("[]", "must be an object")]
    [InlineData("""{ "Privacy": { "StaffToken": "x" } }""", "\"Values\"")]
    [InlineData("""{ "Privacy__StaffToken": "x" }""", "\"Values\"")]
    [InlineData("""{ "Values": { "Privacy": { "StaffToken": "x" } } }""", "\"Privacy\" must be a single value")]
    [InlineData("""{ "Values": { "Privacy__Contact": "a", "privacy:contact": "b" } }""", "\"privacy:contact\" is there twice")]
    public void A_file_that_is_not_right_is_named(string content, string words)
    {
        Write(content);
        var refused = Assert.Throws<StartRefusedException>(() => LocalSettingsFile.Read(_folder.Path));
        Assert.Contains("local.settings.json", refused.Message, StringComparison.Ordinal);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
    }

    private void Write(string content) => File.WriteAllText(_folder.File("local.settings.json"), content);
}
