using System.Reflection;
using PrivacyFunctions.DataMap;

namespace PrivacyFunctions.Tests.DataMap;

public sealed class MapCodesTests
{
    [Fact]
    public void Every_code_is_explained_in_the_documentation()
    {
        var page = File.ReadAllText(Path.Combine(Root(), "docs", "data-map.md"));
        var codes = typeof(MapCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!).ToList();

        Assert.Equal(codes.Distinct(), codes);
        Assert.All(codes, code => Assert.Contains($"`{code}`", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_ground_and_strategy_is_in_the_documentation()
    {
        var page = File.ReadAllText(Path.Combine(Root(), "docs", "data-map.md"));

        Assert.All(Grounds.All.Concat(MaskingNames.All), name => Assert.Contains($"`{name}`", page, StringComparison.Ordinal));
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "PrivacyFunctions.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
