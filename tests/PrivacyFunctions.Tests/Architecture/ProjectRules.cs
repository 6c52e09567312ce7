using System.Xml.Linq;

namespace PrivacyFunctions.Tests.Architecture;

/// <summary>Rule 1: which project may know which.</summary>
internal static class ProjectRules
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["AzureApi"] = [],
        ["PrivacyFunctions"] = ["AzureApi"],
        ["PrivacyFunctions.Connectors"] = ["PrivacyFunctions"],
        ["PrivacyFunctions.Azure"] = ["PrivacyFunctions.Connectors"],
        ["PrivacyFunctions.Local"] = ["PrivacyFunctions.Connectors"],
    };

    /// <param name="references">For each project under <c>src</c>, the projects it refers to.</param>
    public static IEnumerable<string> Violations(IReadOnlyDictionary<string, string[]> references)
    {
        foreach (var (project, others) in references)
        {
            if (!Allowed.TryGetValue(project, out var allowed))
                yield return $"{project} is no project of the layout";
            else
                foreach (var other in others.Except(allowed))
                    yield return $"{project} refers to {other}";
        }

        foreach (var missing in Allowed.Keys.Except(references.Keys))
            yield return $"{missing} is missing";
    }

    public static IReadOnlyDictionary<string, string[]> Read() =>
        Repository.Files("src/*.csproj").ToDictionary(
            file => Path.GetFileNameWithoutExtension(file),
            file => XDocument.Load(Repository.PathOf(file)).Descendants("ProjectReference")
                .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))
                .ToArray());
}
