using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using PrivacyFunctions.Settings;

namespace PrivacyFunctions.Tests.Architecture;

/// <summary>One list of settings: what the code reads, what the sample names and what the README explains are the same.</summary>
public sealed class SettingsTests
{
    private const string Prefix = "Privacy__";

    // Read by the names that stand there; the sample shows one.
    private static readonly string[] ReadByName = ["Privacy__Staff__anna__Token", "Privacy__Staff__anna__Roles"];

    [Fact]
    public void The_sample_names_every_setting_that_the_code_reads_and_no_other()
    {
        var read = Read().Union(ReadByName).ToHashSet();
        var named = Sample().Keys.Where(IsOurs).ToHashSet();

        Findings.None([
            .. read.Except(named).Select(name => $"{name} is read and not in the sample"),
            .. named.Except(read).Select(name => $"{name} is in the sample and never read"),
        ]);
    }

    [Fact]
    public void The_sample_itself_is_right()
    {
        var settings = new ConfigurationBuilder()
            .AddInMemoryCollection(Sample().Select(pair => KeyValuePair.Create(pair.Key.Replace("__", ":", StringComparison.Ordinal), (string?)pair.Value)))
            .Build();
        var reader = new SettingsReader(settings);

        foreach (var area in Areas())
            area.Invoke(null, [reader]);

        Assert.Empty(reader.Problems);
        Assert.Empty(reader.Unread);
    }

    [Fact]
    public void The_README_explains_every_setting()
    {
        var readme = File.ReadAllText(Repository.PathOf("README.md"));

        Assert.DoesNotContain(Sample().Keys.Where(IsOurs), name => !readme.Contains(name, StringComparison.Ordinal));
    }

    [Fact]
    public void Settings_are_read_in_several_areas() => Assert.True(Areas().Count > 3, "The areas that read settings were not found.");

    private static bool IsOurs(string name) => name.StartsWith(Prefix, StringComparison.Ordinal);

    private static Dictionary<string, string> Sample()
    {
        using var sample = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("local.settings.sample.json")));
        return sample.RootElement.GetProperty("Values").EnumerateObject().ToDictionary(value => value.Name, value => value.Value.GetString()!);
    }

    private static IEnumerable<string> Read()
    {
        var names = new NameKeeper();
        var reader = new SettingsReader(new ConfigurationBuilder().Add(names).Build());
        foreach (var area in Areas())
            area.Invoke(null, [reader]);
        return names.Asked.Where(name => name.StartsWith("Privacy:", StringComparison.Ordinal)).Select(name => name.Replace(":", "__", StringComparison.Ordinal)).Distinct();
    }

    private static IReadOnlyList<MethodInfo> Areas()
    {
        Assembly[] ours = [typeof(SettingsReader).Assembly, .. Code.Sources.Select(module => Assembly.Load(module.Assembly.Name.Name))];
        return [.. from type in ours.Distinct().SelectMany(assembly => assembly.GetTypes())
                   from method in type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                   where method is { Name: "Read", IsGenericMethod: false }
                       && method.GetParameters() is [{ } only] && only.ParameterType == typeof(SettingsReader)
                   select method];
    }

    // Knows no value and remembers what it was asked for.
    private sealed class NameKeeper : ConfigurationProvider, IConfigurationSource
    {
        public List<string> Asked { get; } = [];

        public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

        public override bool TryGet(string key, out string? value)
        {
            Asked.Add(key);
            value = null;
            return false;
        }
    }
}
