using Mono.Cecil;
using Mono.Cecil.Cil;

namespace PrivacyFunctions.Tests.Architecture;

/// <summary>Follows calls through the code of some modules; what lies outside of them is an end.</summary>
internal sealed class OwnCode
{
    private readonly HashSet<ModuleDefinition> _modules;
    private readonly ILookup<string, MethodDefinition> _implementations;

    public OwnCode(IEnumerable<ModuleDefinition> modules)
    {
        _modules = modules.ToHashSet();
        _implementations = _modules.SelectMany(module => module.Types())
            .SelectMany(Implementations)
            .ToLookup(pair => pair.Contract, pair => pair.Method);
    }

    /// <summary>
    /// Every method that running <paramref name="roots"/> can come to: called, captured as a delegate, run by a state machine,
    /// implementing a called member, or constructing a type on the way.
    /// </summary>
    public IReadOnlySet<MethodDefinition> Reachable(IEnumerable<MethodDefinition> roots)
    {
        var reached = new HashSet<MethodDefinition>();
        var open = new Stack<MethodDefinition>(roots);
        while (open.TryPop(out var method))
        {
            if (!reached.Add(method))
                continue;
            foreach (var next in Next(method))
                open.Push(next);
        }

        return reached;
    }

    /// <summary>What the instructions of <paramref name="method"/> name, generic instances as their definitions.</summary>
    public static IEnumerable<(OpCode Code, MemberReference Member)> Mentions(MethodDefinition method) =>
        from instruction in method.HasBody ? method.Body.Instructions : []
        let member = instruction.Operand as MemberReference
        where member is MethodReference or FieldReference
        select (instruction.OpCode, member is MethodReference called ? called.GetElementMethod() : member);

    private IEnumerable<MethodDefinition> Next(MethodDefinition method)
    {
        foreach (var (_, member) in Mentions(method))
        {
            if (Own(member) is not MethodDefinition called)
                continue;
            yield return called;
            foreach (var implementation in _implementations[called.FullName])
                yield return implementation;
        }

        if (StateMachine(method) is { } machine)
            yield return machine.Methods.Single(step => step.Name == "MoveNext");
        foreach (var constructor in method.DeclaringType.Methods.Where(other => other.IsConstructor && (other.IsStatic || !method.IsStatic)))
            yield return constructor;
    }

    private static TypeDefinition? StateMachine(MethodDefinition method) =>
        method.CustomAttributes
            .Where(attribute => attribute.AttributeType.Name.EndsWith("StateMachineAttribute", StringComparison.Ordinal))
            .Select(attribute => ((TypeReference)attribute.ConstructorArguments[0].Value).Resolve())
            .FirstOrDefault();

    private MethodDefinition? Own(MemberReference member)
    {
        if (member is not MethodReference method)
            return null;
        var scope = method.DeclaringType.GetElementType().Scope;
        var assembly = (scope as AssemblyNameReference)?.Name ?? (scope as ModuleDefinition)?.Assembly.Name.Name;
        return _modules.Any(module => module.Assembly.Name.Name == assembly) ? method.Resolve() : null;
    }

    private IEnumerable<(string Contract, MethodDefinition Method)> Implementations(TypeDefinition type)
    {
        for (var parent = type; parent is not null; parent = OwnType(parent.BaseType))
        {
            var contracts = parent.Interfaces.Select(implemented => OwnType(implemented.InterfaceType)).Append(parent == type ? null : parent);
            foreach (var contract in contracts.OfType<TypeDefinition>())
                foreach (var declared in contract.Methods.Where(declared => declared.IsVirtual))
                    foreach (var method in type.Methods.Where(method => Implements(method, declared)))
                        yield return (declared.FullName, method);
        }
    }

    private TypeDefinition? OwnType(TypeReference? type) =>
        type?.GetElementType().Resolve() is { } found && _modules.Any(module => module.Assembly.Name.Name == found.Module.Assembly.Name.Name) ? found : null;

    private static bool Implements(MethodDefinition method, MethodDefinition declared) =>
        method.IsVirtual
        && method.Parameters.Count == declared.Parameters.Count
        && (method.Name == declared.Name || method.Overrides.Any(overridden => overridden.Name == declared.Name));
}
