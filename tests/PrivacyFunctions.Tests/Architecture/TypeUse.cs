using Mono.Cecil;
using Mono.Cecil.Cil;

namespace PrivacyFunctions.Tests.Architecture;

/// <summary>Which types a type mentions anywhere: bases, signatures, attributes and code, its nested types included.</summary>
internal static class TypeUse
{
    public static IReadOnlySet<string> Of(TypeDefinition type) =>
        Code.WithNested(type).SelectMany(Mentioned).SelectMany(Parts).Select(Plain).Select(part => part.FullName).ToHashSet();

    private static IEnumerable<TypeReference?> Mentioned(TypeDefinition type) =>
        type.Interfaces.Select(contract => contract.InterfaceType)
            .Prepend(type.BaseType)
            .Concat(type.Fields.Select(field => field.FieldType))
            .Concat(type.GenericParameters.SelectMany(parameter => parameter.Constraints.Select(constraint => constraint.ConstraintType)))
            .Concat(Attributes(type))
            .Concat(type.Properties.SelectMany(Attributes))
            .Concat(type.Methods.SelectMany(Mentioned));

    private static IEnumerable<TypeReference?> Mentioned(MethodDefinition method) =>
        method.Parameters.Select(parameter => parameter.ParameterType)
            .Append(method.ReturnType)
            .Concat(Attributes(method))
            .Concat(method.Parameters.SelectMany(Attributes))
            .Concat(method.HasBody ? InBody(method.Body) : []);

    private static IEnumerable<TypeReference?> InBody(MethodBody body) =>
        body.Variables.Select(variable => variable.VariableType)
            .Concat(body.ExceptionHandlers.Select(handler => handler.CatchType))
            .Concat(body.Instructions.SelectMany(instruction => InOperand(instruction.Operand)));

    private static IEnumerable<TypeReference?> InOperand(object? operand) => operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        MethodReference method =>
        [
            method.DeclaringType,
            method.ReturnType,
            .. method.Parameters.Select(parameter => parameter.ParameterType),
            .. method is GenericInstanceMethod generic ? generic.GenericArguments : [],
        ],
        _ => [],
    };

    private static IEnumerable<TypeReference?> Attributes(ICustomAttributeProvider provider) =>
        provider.CustomAttributes.Select(attribute => attribute.AttributeType);

    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null => [],
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Append(generic.ElementType),
        TypeSpecification wrapped => Parts(wrapped.ElementType),
        _ => [type],
    };

    // Nested types count as the type around them.
    private static TypeReference Plain(TypeReference type) => type.DeclaringType is { } outer ? Plain(outer) : type;
}
