using Mono.Cecil;

namespace PrivacyFunctions.Tests.Architecture;

/// <summary>Rule 7: whatever runs asynchronously outside of orchestrators can be cancelled.</summary>
internal static class CancellationRules
{
    public static IEnumerable<string> Violations(IReadOnlyList<TypeDefinition> types, IReadOnlyCollection<ModuleDefinition> own)
    {
        var orchestration = DeterminismRules.Orchestrators(types).Select(method => method.DeclaringType).ToHashSet();
        return from type in types
               where !type.IsCompilerGenerated() && !IsDelegate(type) && !CarriesToken(type) && !orchestration.Contains(type) && !RunsOrchestrators(type)
               from method in type.Methods
               where Signatures.IsAsynchronous(method) && MayWait(method) && !method.IsCompilerGenerated()
               where !method.Parameters.Any(BringsToken) && !Signatures.IsGivenFromOutside(method, own)
               orderby type.FullName, method.Name
               select $"{type.FullName}::{method.Name} takes no CancellationToken";
    }

    // A method that hands on a task which exists already has nothing to cancel.
    private static bool MayWait(MethodDefinition method) =>
        method.IsAbstract || method.CustomAttributes.Any(attribute => attribute.AttributeType.Name.EndsWith("StateMachineAttribute", StringComparison.Ordinal));

    // Something that runs until it is stopped keeps the token of its own life.
    private static bool CarriesToken(TypeDefinition type) =>
        type.Fields.Any(field => !field.IsStatic && IsOrHasToken(field.FieldType));

    // HTTP functions are cancelled with their request; a delegate, a task and a context bring their own token along.
    private static bool BringsToken(ParameterDefinition parameter) =>
        IsOrHasToken(parameter.ParameterType)
        || parameter.ParameterType.Name is "HttpContext" or "HttpRequest" or "TaskOrchestrationContext"
        || IsTask(parameter.ParameterType)
        || IsDelegateThatRuns(parameter.ParameterType);

    private static bool IsOrHasToken(TypeReference type) =>
        type.GetElementType().Name is nameof(CancellationToken) or nameof(CancellationTokenSource) or "IAsyncEnumerator`1"
        || OwnProperties(type).Any(property => property.PropertyType.Name == nameof(CancellationToken));

    private static IEnumerable<PropertyDefinition> OwnProperties(TypeReference type) =>
        type.FullName.StartsWith("PrivacyFunctions.", StringComparison.Ordinal) && type.Resolve() is { } found
            ? found.Properties.Concat(found.BaseType?.Resolve().Properties ?? [])
            : [];

    private static bool IsDelegateThatRuns(TypeReference type) =>
        type is GenericInstanceType { ElementType.Namespace: "System" } function
        && function.ElementType.Name.StartsWith("Func`", StringComparison.Ordinal)
        && IsTask(function.GenericArguments[^1]);

    private static bool IsTask(TypeReference type) => type.GetElementType().Name is "Task" or "Task`1" or "ValueTask" or "ValueTask`1";

    // Parts of an orchestrator, and the engine's inside of one: their tokens are the context's.
    private static bool RunsOrchestrators(TypeDefinition type) =>
        type.Namespace == "PrivacyFunctions.Local.Durable.Execution"
        || type.Fields.Any(field => field.FieldType.Name == "TaskOrchestrationContext")
        || (type.BaseType is { } parent && parent.FullName.StartsWith("PrivacyFunctions.", StringComparison.Ordinal) && RunsOrchestrators(parent.Resolve()));

    private static bool IsDelegate(TypeDefinition type) => type.BaseType?.Name == nameof(MulticastDelegate);
}
