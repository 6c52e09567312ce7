namespace PrivacyFunctions.Tests.Architecture;

public sealed class RepositoryTests
{
    private static readonly string[] Binary = [".zip", ".png", ".ico", ".gz", ".db", ".woff2"];

    [Fact]
    public void The_top_level_is_as_the_layout_says() => Findings.None(RepositoryRules.StrayAtTopLevel(Repository.Files()));

    [Fact]
    public void A_stray_file_or_folder_at_the_top_level_is_found() =>
        Findings.Are(
            ["Directory.Build.txt", "Dockerfile", "scripts"],
            RepositoryRules.StrayAtTopLevel(["src/a.cs", ".ci/run", "Directory.Build.props", "Directory.Build.txt", "Dockerfile", "scripts/x.sh"]));

    [Fact]
    public void No_source_file_is_longer_than_a_person_reads() =>
        Findings.None(Repository.Files("*.cs").SelectMany(file => RepositoryRules.TooLong(file, Read(file))));

    [Fact]
    public void A_file_that_is_too_long_is_found()
    {
        Assert.Empty(RepositoryRules.TooLong("a.cs", new string('\n', RepositoryRules.LongestFile)));
        Assert.Single(RepositoryRules.TooLong("a.cs", new string('\n', RepositoryRules.LongestFile + 1)));
    }

    [Fact]
    public void Nothing_is_tied_to_a_machine_or_a_registry() =>
        Findings.None(Repository.Files()
            .Where(file => !Binary.Contains(Path.GetExtension(file)))
            .SelectMany(file => RepositoryRules.TiedToAMachine(file, Read(file))));

    [Theory]
    [InlineData("cd /wo" + "rk/main")]
    [InlineData("\"resolved\": \"https://reg" + "istry.example.org/a.tgz\"")]
    [InlineData("<add key=\"feed\" value=\"http://nu" + "get.example.org/v3/index.json\" />")]
    public void A_machine_path_or_a_registry_is_found(string text) => Assert.Single(RepositoryRules.TiedToAMachine("a", text));

    [Fact]
    public void The_rules_find_their_files() => Assert.Contains("src/PrivacyFunctions/PrivacyFunctions.csproj", Repository.Files("src/*.csproj"));

    private static string Read(string file) => File.ReadAllText(Repository.PathOf(file));
}
