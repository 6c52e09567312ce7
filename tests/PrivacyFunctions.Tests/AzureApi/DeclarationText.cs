using System.Reflection;
using System.Runtime.CompilerServices;

namespace PrivacyFunctions.Tests.AzureApi;

internal static class DeclarationText
{
    public static string Of(Type type)
    {
        if (type.IsSubclassOf(typeof(Delegate)))
            return $"public delegate {MemberText.Signature(type.GetMethod("Invoke")!, Name(type))}";
        if (type.IsEnum)
            return $"public enum {type.Name}";

        var bases = Bases(type).Select(TypeText.Of).ToList();
        var declaration = $"{Usage(type)}public {Modifiers(type)}{Kind(type)} {Name(type)}";
        return SignatureFile.SortBases(bases.Count == 0 ? declaration : $"{declaration} : {string.Join(", ", bases)}");
    }

    private static string Name(Type type) => type.IsGenericType ? TypeText.Of(type) : type.Name;

    private static string Modifiers(Type type) => type switch
    {
        { IsInterface: true } => "",
        { IsValueType: true } => type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : "",
        { IsAbstract: true, IsSealed: true } => "static ",
        { IsAbstract: true } => "abstract ",
        { IsSealed: true } => "sealed ",
        _ => "",
    };

    private static string Kind(Type type) => type switch
    {
        { IsInterface: true } => "interface",
        { IsValueType: true } => IsRecordStruct(type) ? "record struct" : "struct",
        _ => type.GetMethod("<Clone>$") is null ? "class" : "record",
    };

    private static bool IsRecordStruct(Type type) =>
        type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance) is not null;

    private static IEnumerable<Type> Bases(Type type)
    {
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType))
            yield return parent;
        var inherited = type.BaseType?.GetInterfaces() ?? [];
        foreach (var contract in type.GetInterfaces().Except(inherited).Where(contract => !IsSelfEquality(contract, type)))
            yield return contract;
    }

    private static bool IsSelfEquality(Type contract, Type type) => contract == typeof(IEquatable<>).MakeGenericType(type);

    private static string Usage(Type type)
    {
        if (type.GetCustomAttribute<AttributeUsageAttribute>(inherit: false) is not { } usage)
            return "";
        return $"[AttributeUsage({usage.ValidOn}, AllowMultiple = {usage.AllowMultiple})] ";
    }
}
