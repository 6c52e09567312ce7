using Mono.Cecil;

namespace PrivacyFunctions.Tests.Architecture;

/// <summary>What the rules ask of a method's signature.</summary>
internal static class Signatures
{
    private static readonly HashSet<string> Awaitable = ["Task", "Task`1", "ValueTask", "ValueTask`1", "IAsyncEnumerable`1"];

    public static bool IsAsynchronous(MethodDefinition method) => Awaitable.Contains(method.ReturnType.GetElementType().Name);

    public static bool HasAttribute(this ICustomAttributeProvider provider, string name) =>
        provider.CustomAttributes.Any(attribute => attribute.AttributeType.Name == name);

    /// <summary>The type of what a method gives once it has ended; null for nothing.</summary>
    public static TypeReference? Result(MethodDefinition method) => method.ReturnType switch
    {
        GenericInstanceType { ElementType.Name: "Task`1" or "ValueTask`1" } task => task.GenericArguments[0],
        { Name: "Task" or "ValueTask" or "Void" } => null,
        var type => type,
    };

    /// <summary>Whether a base or interface outside of our code declares the method, so that its shape is given.</summary>
    public static bool IsGivenFromOutside(MethodDefinition method, IReadOnlyCollection<ModuleDefinition> own)
    {
        if (!method.IsVirtual)
            return false;
        return Above(method.DeclaringType)
            .Where(type => !own.Any(module => module.Assembly.Name.Name == type.Module.Assembly.Name.Name))
            .SelectMany(type => type.Methods)
            .Any(declared => declared.IsVirtual && method.Name.Split('.')[^1] == declared.Name && declared.Parameters.Count == method.Parameters.Count);
    }

    private static IEnumerable<TypeDefinition> Above(TypeDefinition type)
    {
        foreach (var contract in type.Interfaces.Select(implemented => implemented.InterfaceType.Resolve()))
            foreach (var found in Above(contract).Prepend(contract))
                yield return found;
        if (type.BaseType?.Resolve() is not { } parent)
            yield break;
        foreach (var found in Above(parent).Prepend(parent))
            yield return found;
    }
}
