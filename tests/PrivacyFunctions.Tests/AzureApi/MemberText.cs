using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace PrivacyFunctions.Tests.AzureApi;

internal static class MemberText
{
    // What the compiler writes for records and what every value may override is not API surface of its own.
    private static readonly HashSet<string> Ordinary =
    [
        "Equals", "GetHashCode", "ToString", "Deconstruct", "PrintMembers", "EqualityContract", "<Clone>$", "op_Equality", "op_Inequality",
    ];

    public static bool IsVisible(MethodBase method) =>
        (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly)
        && !Ordinary.Contains(method.Name)
        && (!method.IsSpecialName || method.IsConstructor || method.Name.StartsWith("op_", StringComparison.Ordinal))
        && !(method.IsConstructor && method.IsStatic);

    public static bool IsVisible(FieldInfo field) => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly;

    public static bool IsVisible(PropertyInfo property) => Accessors(property).Any() && !Ordinary.Contains(property.Name);

    public static string Of(ConstructorInfo constructor) =>
        $"{Obsolete(constructor)}{Access(constructor)} {TypeText.SimpleName(constructor.DeclaringType!)}({Parameters(constructor)})";

    public static string Of(FieldInfo field)
    {
        var type = TypeText.Of(field.FieldType);
        if (field.IsLiteral)
            return $"{Obsolete(field)}public const {type} {field.Name} = {Literal(field.GetRawConstantValue(), field.FieldType)}";
        return $"{Obsolete(field)}public {(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{type} {field.Name}";
    }

    public static string Of(PropertyInfo property)
    {
        var accessors = Accessors(property).ToList();
        var texts = accessors.Select(accessor => accessor.ReturnType == typeof(void) ? IsInit(accessor) ? "init;" : "set;" : "get;");
        return $"{Obsolete(property)}{Access(accessors[0])} {Modifiers(accessors[0])}{TypeText.Of(property.PropertyType)} {property.Name}"
            + $" {{ {string.Join(' ', texts)} }}";
    }

    public static string Of(MethodInfo method) =>
        $"{Obsolete(method)}{Access(method)} {Modifiers(method)}{Signature(method, MethodName(method))}{Constraints(method)}";

    public static string Signature(MethodInfo method, string name) =>
        $"{TypeText.Of(method.ReturnType)} {name}({Parameters(method)})";

    public static string Obsolete(MemberInfo member) => member.IsDefined(typeof(ObsoleteAttribute)) ? "[Obsolete] " : "";

    private static IEnumerable<MethodInfo> Accessors(PropertyInfo property) =>
        property.GetAccessors(nonPublic: true).Where(accessor => accessor.IsPublic || accessor.IsFamily || accessor.IsFamilyOrAssembly);

    private static bool IsInit(MethodInfo setter) =>
        setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static string Access(MethodBase method) => method.IsPublic ? "public" : "protected";

    private static string Modifiers(MethodInfo method)
    {
        if (method.DeclaringType!.IsInterface)
            return "";
        if (method.IsStatic)
            return "static ";
        var overrides = method.GetBaseDefinition() != method;
        return method switch
        {
            { IsAbstract: true } => overrides ? "abstract override " : "abstract ",
            { IsVirtual: true, IsFinal: true } => overrides ? "sealed override " : "",
            { IsVirtual: true } => overrides ? "override " : "virtual ",
            _ => "",
        };
    }

    private static string MethodName(MethodInfo method) => method.IsGenericMethod
        ? $"{method.Name}<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>"
        : method.Name;

    private static string Constraints(MethodInfo method) => string.Concat(
        from argument in method.IsGenericMethod ? method.GetGenericArguments() : []
        let constraints = argument.GetGenericParameterConstraints()
        where constraints.Length > 0
        select $" where {argument.Name} : {string.Join(", ", constraints.Select(TypeText.Of))}");

    private static string Parameters(MethodBase method)
    {
        var isExtension = method.IsDefined(typeof(ExtensionAttribute));
        return string.Join(", ", method.GetParameters().Select(parameter => (isExtension && parameter.Position == 0 ? "this " : "") + Of(parameter)));
    }

    private static string Of(ParameterInfo parameter)
    {
        var modifier = parameter switch
        {
            { IsOut: true } => "out ",
            { ParameterType.IsByRef: true } => "ref ",
            _ => parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "",
        };
        var text = $"{modifier}{TypeText.Of(parameter.ParameterType)} {parameter.Name}";
        return parameter.HasDefaultValue ? $"{text} = {Literal(parameter.DefaultValue, parameter.ParameterType)}" : text;
    }

    private static string Literal(object? value, Type type) => value switch
    {
        null => "default",
        bool flag => flag ? "true" : "false",
        string text => $"\"{text}\"",
        _ when type.IsEnum => $"{type.Name}.{Enum.GetName(type, value)}",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
