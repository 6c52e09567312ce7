using System.Xml.Linq;

namespace PrivacyFunctions.Tests.Architecture;

public sealed class ProjectTests
{
    [Fact]
    public void Projects_refer_only_to_the_layer_below() => Assert.Empty(ProjectRules.Violations(ProjectRules.Read()));

    [Fact]
    public void A_reference_between_the_executables_or_upwards_is_found()
    {
        var references = ProjectRules.Read().ToDictionary();
        references["PrivacyFunctions.Azure"] = ["PrivacyFunctions.Connectors", "PrivacyFunctions.Local"];
        references["PrivacyFunctions"] = ["PrivacyFunctions.Connectors"];
        references["PrivacyFunctions.Extra"] = [];

        Findings.Are(
            [
                "PrivacyFunctions refers to PrivacyFunctions.Connectors",
                "PrivacyFunctions.Azure refers to PrivacyFunctions.Local",
                "PrivacyFunctions.Extra is no project of the layout",
            ],
            ProjectRules.Violations(references).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_product_uses_only_the_base_library_and_libraries_without_input_or_output() =>
        Assert.Empty(AssemblyRules.ProductViolations(AssemblyRules.References(Code.Product)));

    [Theory]
    [InlineData("Npgsql")]
    [InlineData("Microsoft.Data.Sqlite")]
    [InlineData("Azure.Storage.Blobs")]
    [InlineData("MailKit")]
    [InlineData("System.Data.Common")]
    public void A_driver_or_storage_library_in_the_product_is_found(string library) =>
        Assert.Single(AssemblyRules.ProductViolations(["System.Runtime", "Microsoft.Extensions.Logging.Abstractions", library]));

    [Fact]
    public void Compiled_code_knows_only_the_layers_below_it() =>
        Assert.Empty(Code.Sources.SelectMany(module => AssemblyRules.LayerViolations(module.Assembly.Name.Name, AssemblyRules.References(module))));

    [Fact]
    public void Compiled_code_that_knows_a_layer_above_is_found()
    {
        Assert.Single(AssemblyRules.LayerViolations("PrivacyFunctions.Azure", ["privacy"]));
        Assert.Single(AssemblyRules.LayerViolations("privacy", ["PrivacyFunctions.Azure"]));
        Assert.Single(AssemblyRules.LayerViolations("PrivacyFunctions.Connectors", ["privacy", "PrivacyFunctions"]));
    }

    [Fact]
    public void No_project_uses_a_package_version_of_its_own() =>
        Assert.DoesNotContain(
            Repository.Files("*.csproj").SelectMany(file => XDocument.Load(Repository.PathOf(file)).Descendants("PackageReference")),
            package => package.Attribute("Version") is not null);

    [Fact]
    public void The_switch_between_slice_and_packages_is_in_project_files_only() =>
        Assert.DoesNotContain(
            Repository.Files("src/*.cs").SelectMany(file => File.ReadLines(Repository.PathOf(file))),
            line => line.TrimStart().StartsWith("#if", StringComparison.Ordinal));
}
