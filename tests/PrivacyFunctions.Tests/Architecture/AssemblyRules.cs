using Mono.Cecil;

namespace PrivacyFunctions.Tests.Architecture;

/// <summary>Rules 1 and 2: which assemblies the compiled code may know.</summary>
internal static class AssemblyRules
{
    // The base library, ASP.NET Core, Microsoft.Extensions, the Functions and Durable API, and libraries without I/O of their own.
    private static readonly string[] ProductMayUse =
    [
        "System", "Microsoft.AspNetCore", "Microsoft.Extensions", "Microsoft.Net.Http.Headers",
        "AzureApi", "Microsoft.Azure.Functions.Worker", "Microsoft.DurableTask", "Azure.Core",
        "BouncyCastle.Cryptography", "Microsoft.OpenApi", "Polly.Core", "YamlDotNet",
    ];

    private static readonly string[] ProductMustNotUse = ["System.Data", "System.IO.IsolatedStorage", "Microsoft.Extensions.Caching.StackExchangeRedis"];

    public static IEnumerable<string> ProductViolations(IEnumerable<string> references) =>
        from reference in references
        where !ProductMayUse.Any(allowed => Matches(reference, allowed)) || ProductMustNotUse.Any(banned => Matches(reference, banned))
        select $"PrivacyFunctions uses {reference}";

    /// <summary>The two executables never see each other, and nothing below sees what is above it.</summary>
    public static IEnumerable<string> LayerViolations(string assembly, IEnumerable<string> references)
    {
        string[] above = assembly switch
        {
            "PrivacyFunctions" => ["PrivacyFunctions.Connectors", "PrivacyFunctions.Azure", "privacy"],
            "PrivacyFunctions.Connectors" => ["PrivacyFunctions.Azure", "privacy"],
            "PrivacyFunctions.Azure" => ["privacy"],
            _ => ["PrivacyFunctions.Azure"],
        };
        return references.Intersect(above).Select(reference => $"{assembly} uses {reference}");
    }

    public static IReadOnlyList<string> References(ModuleDefinition module) =>
        [.. module.AssemblyReferences.Select(reference => reference.Name)];

    private static bool Matches(string reference, string name) =>
        reference == name || reference.StartsWith(name + ".", StringComparison.Ordinal);
}
