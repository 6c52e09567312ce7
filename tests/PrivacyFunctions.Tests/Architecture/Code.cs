using System.Reflection;
using Mono.Cecil;

namespace PrivacyFunctions.Tests.Architecture;

/// <summary>The compiled code that the rules read.</summary>
internal static class Code
{
    private static readonly DefaultAssemblyResolver Resolver = CreateResolver();

    public static ModuleDefinition Product { get; } = Read("PrivacyFunctions");

    public static ModuleDefinition Connectors { get; } = Read("PrivacyFunctions.Connectors");

    public static ModuleDefinition Azure { get; } = Read("PrivacyFunctions.Azure");

    public static ModuleDefinition Local { get; } = Read("privacy");

    /// <summary>Everything under <c>src</c> but the slice.</summary>
    public static IReadOnlyList<ModuleDefinition> Sources { get; } = [Product, Connectors, Azure, Local];

    /// <summary>This assembly, for types that break a rule on purpose.</summary>
    public static ModuleDefinition Fixtures { get; } = Read(typeof(Code).Assembly.GetName().Name!);

    /// <summary>Types of <paramref name="module"/>, nested ones included.</summary>
    public static IEnumerable<TypeDefinition> Types(this ModuleDefinition module) => module.GetTypes().Where(type => type.Name != "<Module>");

    /// <summary>The types that the same file of code declares inside <paramref name="outer"/>, itself included.</summary>
    public static IEnumerable<TypeDefinition> WithNested(TypeDefinition outer) => outer.NestedTypes.SelectMany(WithNested).Prepend(outer);

    /// <summary>The fixture type <typeparamref name="T"/> as the rules see it.</summary>
    public static TypeDefinition Fixture<T>() => Fixture(typeof(T));

    public static TypeDefinition Fixture(Type type) => Fixtures.GetType(type.FullName!.Replace('+', '/'));

    /// <summary>The type that a person wrote: state machines and closures belong to the type around them.</summary>
    public static TypeDefinition Outermost(TypeDefinition type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    /// <summary><c>Type.Method</c> as a person wrote it, also for the parts that the compiler made of the method.</summary>
    public static string WrittenName(MethodDefinition method) =>
        $"{Outermost(method.DeclaringType).Name}.{Inside(method.Name == "MoveNext" ? method.DeclaringType.Name : method.Name)}";

    public static bool IsCompilerGenerated(this MemberReference member) => member.Name.Contains('<', StringComparison.Ordinal);

    private static string Inside(string name) =>
        name.IndexOf('<', StringComparison.Ordinal) is var open and >= 0 && name.IndexOf('>', open) is var close && close > open + 1
            ? name[(open + 1)..close].Trim('<')
            : name;

    private static ModuleDefinition Read(string assembly) => Resolver.Resolve(new AssemblyNameReference(assembly, null)).MainModule;

    private static DefaultAssemblyResolver CreateResolver()
    {
        var resolver = new DefaultAssemblyResolver();
        Assembly[] frameworks = [typeof(object).Assembly, typeof(Microsoft.AspNetCore.Http.HttpContext).Assembly];
        foreach (var folder in frameworks.Select(framework => Path.GetDirectoryName(framework.Location)!).Prepend(AppContext.BaseDirectory))
            resolver.AddSearchDirectory(folder);
        return resolver;
    }
}
