using Mono.Cecil;

namespace PrivacyFunctions.Tests.Architecture;

/// <summary>Rule 7: nothing static can change.</summary>
internal static class StateRules
{
    private static readonly HashSet<string> ChangeableCollections =
    [
        "List`1", "Dictionary`2", "HashSet`1", "SortedSet`1", "SortedDictionary`2", "Queue`1", "Stack`1", "StringBuilder",
        "ConcurrentDictionary`2", "ConcurrentQueue`1", "ConcurrentBag`1", "MemoryCache", "ConditionalWeakTable`2",
    ];

    public static IEnumerable<string> Violations(IEnumerable<TypeDefinition> types) =>
        (from type in types
         where !IsGenerated(type)
         from field in type.Fields
         where field.IsStatic && !field.IsLiteral && !field.IsCompilerGenerated() && !field.HasAttribute("CompilerGeneratedAttribute")
         let problem = Problem(field)
         where problem is not null
         select $"{type.FullName}::{field.Name} {problem}")
        .Concat(types.Where(type => !IsGenerated(type)).SelectMany(SettableProperties))
        .Order(StringComparer.Ordinal);

    private static string? Problem(FieldDefinition field)
    {
        if (!field.IsInitOnly)
            return "is static and can change";
        if (ChangeableCollections.Contains(field.FieldType.GetElementType().Name))
            return "is static and holds a collection that can change";
        return field.FieldType.IsArray && !field.IsPrivate ? "is static and shows an array that can change" : null;
    }

    private static IEnumerable<string> SettableProperties(TypeDefinition type) =>
        from property in type.Properties
        where property.SetMethod is { IsStatic: true }
        select $"{type.FullName}::{property.Name} is static and can be set";

    // Source generators keep caches of their own; closures without captures are cached in static fields.
    private static bool IsGenerated(TypeDefinition type) =>
        type.IsCompilerGenerated()
        || type.HasAttribute("GeneratedCodeAttribute")
        || type.BaseType?.Name == "JsonSerializerContext"
        || (type.DeclaringType is { } outer && IsGenerated(outer));
}
