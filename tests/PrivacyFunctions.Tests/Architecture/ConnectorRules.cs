using Mono.Cecil;

namespace PrivacyFunctions.Tests.Architecture;

/// <summary>
/// Rule 4: a connector knows keys and rows. From the product it sees Connecting alone; folders of connectors never see each
/// other. A folder without a connector holds what several of them share, or an adapter of a port, which may see Ports.
/// </summary>
/// <param name="root">The namespace above the folders.</param>
/// <param name="contract">Full name of the interface that makes a connector.</param>
internal sealed class ConnectorRules(string root, string contract)
{
    private static readonly string[] AlwaysBanned = ["Microsoft.DurableTask", "Microsoft.Azure.Functions", "DurableTask"];

    public IEnumerable<string> Violations(IEnumerable<TypeDefinition> types)
    {
        var own = types.Where(type => type.DeclaringType is null && Folder(type.FullName) is not null).ToList();
        var connectorFolders = own.Where(type => type.Interfaces.Any(implemented => implemented.InterfaceType.FullName == contract))
            .Select(type => Folder(type.FullName)!)
            .ToHashSet();
        return own.SelectMany(type => Violations(type, connectorFolders)).Order(StringComparer.Ordinal);
    }

    private IEnumerable<string> Violations(TypeDefinition type, HashSet<string> connectorFolders)
    {
        var folder = Folder(type.FullName)!;
        var isConnector = connectorFolders.Contains(folder);
        foreach (var used in TypeUse.Of(type))
        {
            if (Folder(used) is { } other)
            {
                if (other != folder && connectorFolders.Contains(other) && folder.Length > 0)
                    yield return $"{type.FullName} uses {used}";
            }
            else if (AlwaysBanned.Any(banned => used.StartsWith(banned + ".", StringComparison.Ordinal)) || (isConnector && IsProductBeyondConnecting(used)))
            {
                yield return $"{type.FullName} uses {used}";
            }
        }
    }

    private static bool IsProductBeyondConnecting(string name) =>
        name.StartsWith("PrivacyFunctions.", StringComparison.Ordinal)
        && !name.StartsWith("PrivacyFunctions.Connecting.", StringComparison.Ordinal)
        && !name.StartsWith("PrivacyFunctions.Connectors.", StringComparison.Ordinal);

    // Types that stand directly in the root register the connectors and know them all: their folder is empty.
    private string? Folder(string fullName)
    {
        if (!fullName.StartsWith(root + ".", StringComparison.Ordinal))
            return null;
        var parts = fullName[(root.Length + 1)..].Split('.');
        return parts.Length == 1 ? "" : parts[0];
    }
}
