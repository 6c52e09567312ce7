using Mono.Cecil;

namespace PrivacyFunctions.Tests.Architecture;

/// <summary>
/// Rule 3: what a room of the product may know. A room is the first part of the namespace below the product's.
/// </summary>
/// <param name="root">The product's namespace.</param>
internal sealed class FeatureRules(string root)
{
    private const string Orchestration = "Orchestration";

    // The folder Console; a namespace of that name would hide System.Console from everything in the product's namespace.
    private const string StaffConsole = "StaffConsole";

    // One feature each; no feature knows another.
    private static readonly HashSet<string> Features =
    [
        "Intake", "Verification", "Triage", "Collection", "Deletion", "Correction", "Restriction", "Bundling", "Delivery",
        "Notification", "Retention", "Audit", StaffConsole,
    ];

    // What features stand on, with what each of these may know; null: any other of them.
    private static readonly Dictionary<string, string[]?> Foundations = new()
    {
        ["Requests"] = null,
        ["Ports"] = null,
        ["Connecting"] = [],
        ["DataMap"] = ["Connecting", "Law", "Requests"],
        ["Law"] = ["Requests"],
        ["Settings"] = [],
        ["Sealing"] = null,
        ["Staging"] = null,
        ["Systems"] = null,
        ["Http"] = null,
    };

    private static readonly HashSet<string> MayUseDurableClient = ["Intake", StaffConsole];

    public IEnumerable<string> Violations(IEnumerable<TypeDefinition> types)
    {
        var own = types.Where(type => type.DeclaringType is null && Room(type.Namespace) is not null).ToList();
        var byName = own.ToDictionary(type => type.FullName);
        return own.SelectMany(type => Violations(type, byName)).Order(StringComparer.Ordinal);
    }

    private IEnumerable<string> Violations(TypeDefinition type, Dictionary<string, TypeDefinition> byName)
    {
        var room = Room(type.Namespace)!;
        if (room.Length == 0)
            yield break;
        if (room != Orchestration && !Features.Contains(room) && !Foundations.ContainsKey(room))
            yield return $"{type.FullName} is in no known room";

        foreach (var name in TypeUse.Of(type))
        {
            if (byName.TryGetValue(name, out var used) && Room(used.Namespace) is { Length: > 0 } other && other != room && !MayUse(room, other, used))
                yield return $"{type.FullName} of {room} uses {used.FullName} of {other}";
            if (name.StartsWith("Microsoft.DurableTask.Client.", StringComparison.Ordinal) && !MayUseDurableClient.Contains(room))
                yield return $"{type.FullName} of {room} uses {name}, which only Intake and Console may";
        }
    }

    private static bool MayUse(string room, string other, TypeDefinition used)
    {
        if (Foundations.TryGetValue(room, out var allowed))
            return Foundations.ContainsKey(other) && (allowed is null || allowed.Contains(other));
        return Foundations.ContainsKey(other) || (room == Orchestration && IsRecordOrNames(used));
    }

    // Orchestration takes from features the names of activities and the records they take and give.
    private static bool IsRecordOrNames(TypeDefinition type) =>
        type.IsEnum
        || type.Methods.Any(method => method.Name == "<Clone>$" || (type.IsValueType && method.Name == "PrintMembers"))
        || type is { IsAbstract: true, IsSealed: true, HasMethods: false };

    // Null outside the product, empty for what stands directly in its namespace.
    private string? Room(string space) =>
        space == root ? ""
        : space.StartsWith(root + ".", StringComparison.Ordinal) ? space[(root.Length + 1)..].Split('.')[0]
        : null;
}
