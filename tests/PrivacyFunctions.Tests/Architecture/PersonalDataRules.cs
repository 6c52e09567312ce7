using Mono.Cecil;
using Mono.Cecil.Cil;

namespace PrivacyFunctions.Tests.Architecture;

/// <summary>Rule 6: what passes through the durable runtime is stored in clear, so it holds ids, counts, codes and references only.</summary>
internal static class PersonalDataRules
{
    private const string Boundary = "PrivacyFunctions.Requests.Faults.ActivityBoundary";

    private static readonly HashSet<string> PlainValues =
    [
        "System.Boolean", "System.Byte", "System.Int16", "System.Int32", "System.Int64", "System.Double", "System.Decimal", "System.String",
        "System.Guid", "System.DateTime", "System.DateTimeOffset", "System.DateOnly", "System.TimeSpan",
        "PrivacyFunctions.Requests.RequestId",
    ];

    private static readonly HashSet<string> Containers =
    [
        "System.Nullable`1", "System.Collections.Generic.IReadOnlyList`1", "System.Collections.Generic.IReadOnlyCollection`1",
        "System.Collections.Generic.List`1", "System.Collections.Generic.IReadOnlyDictionary`2",
    ];

    // A string under such a name is about a person, or is free text that may quote one.
    private static readonly string[] TellingNames =
    [
        "Address", "Answer", "Birth", "Body", "Content", "Email", "FirstName", "FullName", "LastName", "Mail", "Message", "Note", "Payload",
        "Phone", "Recipient", "Subject", "Surname", "Text", "Value", "Values",
    ];

    public static IEnumerable<string> Violations(IEnumerable<TypeDefinition> types)
    {
        var methods = types.SelectMany(type => type.Methods).ToList();
        var activities = methods.Where(method => HasTrigger(method, "ActivityTriggerAttribute")).ToList();
        var orchestrators = methods.Where(method => HasTrigger(method, "OrchestrationTriggerAttribute")).ToList();
        return activities.SelectMany(ActivityTypes)
            .Concat(orchestrators.SelectMany(OrchestratorTypes))
            .SelectMany(use => Problems(use.Type, []).Select(problem => $"{Code.WrittenName(use.Method)}: {problem}"))
            .Concat(activities.Where(activity => !RunsInBoundary(activity)).Select(activity => $"{Code.WrittenName(activity)} can let out more than an ActivityFault"))
            .Distinct()
            .Order(StringComparer.Ordinal);
    }

    /// <summary>What the durable runtime can write at all: the types that its serializer context knows.</summary>
    public static IEnumerable<string> SerializedViolations(TypeDefinition jsonContext) =>
        (from attribute in jsonContext.CustomAttributes
         where attribute.AttributeType.Name == "JsonSerializableAttribute"
         let type = (TypeReference)attribute.ConstructorArguments[0].Value
         from problem in Problems(type, [])
         select $"{type.Name}: {problem}")
        .Order(StringComparer.Ordinal);

    /// <summary>Templates that would write a whole object into the log.</summary>
    public static IEnumerable<string> DestructuringTemplates(IEnumerable<TypeDefinition> types) =>
        from type in types
        from method in type.Methods
        from text in LoadedTexts(method).Concat(AttributeTexts(method))
        where text.Contains("{@", StringComparison.Ordinal)
        select $"{Code.WrittenName(method)} writes \"{text}\"";

    private static bool HasTrigger(MethodDefinition method, string attribute) => method.Parameters.Any(parameter => parameter.HasAttribute(attribute));

    private static IEnumerable<(MethodDefinition Method, TypeReference Type)> ActivityTypes(MethodDefinition method)
    {
        var input = method.Parameters.First(parameter => parameter.HasAttribute("ActivityTriggerAttribute")).ParameterType;
        yield return (method, input);
        if (Signatures.Result(method) is { } result)
            yield return (method, result);
    }

    // Inputs, outputs and event payloads appear as type arguments of the context's members.
    private static IEnumerable<(MethodDefinition Method, TypeReference Type)> OrchestratorTypes(MethodDefinition method)
    {
        if (Signatures.Result(method) is { } result)
            yield return (method, result);
        foreach (var instruction in Code.WithNested(method.DeclaringType).SelectMany(type => type.Methods).Where(part => part.HasBody).SelectMany(part => part.Body.Instructions))
            if (instruction.Operand is GenericInstanceMethod { DeclaringType.Name: "TaskOrchestrationContext" } call)
                foreach (var type in call.GenericArguments.Where(type => !type.IsGenericParameter))
                    yield return (method, type);
    }

    private static IEnumerable<string> Problems(TypeReference type, HashSet<string> seen)
    {
        var name = type.GetElementType().FullName;
        if (PlainValues.Contains(name) || !seen.Add(type.FullName))
            return [];
        if (type is ArrayType array)
            return Problems(array.ElementType, seen);
        if (type is GenericInstanceType generic && Containers.Contains(name))
            return generic.GenericArguments.SelectMany(argument => Problems(argument, seen));
        var definition = type.Resolve();
        if (definition.IsEnum)
            return [];
        return IsRecord(definition) && name.StartsWith("PrivacyFunctions.", StringComparison.Ordinal)
            ? definition.Properties.Where(property => property.Name != "EqualityContract").SelectMany(property => Problems(property, seen))
            : [$"{type.Name} is not on the list of what may be stored in clear"];
    }

    private static IEnumerable<string> Problems(PropertyDefinition property, HashSet<string> seen)
    {
        var isText = property.PropertyType.FullName.Contains("System.String", StringComparison.Ordinal);
        if (isText && TellingNames.Any(telling => property.Name.EndsWith(telling, StringComparison.Ordinal)))
            return [$"{property.DeclaringType.Name}.{property.Name} sounds like personal data"];
        return Problems(property.PropertyType, seen);
    }

    private static bool IsRecord(TypeDefinition type) =>
        type.Methods.Any(method => method.Name == "<Clone>$" || (type.IsValueType && method.Name == "PrintMembers"));

    private static bool RunsInBoundary(MethodDefinition activity) =>
        Parts(activity).Any(part => OwnCode.Mentions(part).Any(mention => mention.Member is MethodReference { Name: "RunAsync" } called
            && called.DeclaringType.FullName == Boundary));

    private static IEnumerable<MethodDefinition> Parts(MethodDefinition method) =>
        method.DeclaringType.NestedTypes
            .Where(nested => nested.Name.StartsWith($"<{method.Name}>", StringComparison.Ordinal))
            .SelectMany(nested => nested.Methods)
            .Prepend(method);

    private static IEnumerable<string> LoadedTexts(MethodDefinition method) =>
        from instruction in method.HasBody ? method.Body.Instructions : []
        where instruction.OpCode == OpCodes.Ldstr
        select (string)instruction.Operand;

    private static IEnumerable<string> AttributeTexts(MethodDefinition method) =>
        from attribute in method.CustomAttributes
        from argument in attribute.ConstructorArguments.Concat(attribute.Properties.Select(property => property.Argument))
        where argument.Value is string
        select (string)argument.Value;
}
