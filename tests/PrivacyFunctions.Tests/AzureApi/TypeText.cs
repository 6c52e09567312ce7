namespace PrivacyFunctions.Tests.AzureApi;

/// <summary>Types as C# writes them, without namespaces and without nullability of references.</summary>
internal static class TypeText
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(double)] = "double",
    };

    public static string Of(Type type)
    {
        if (type.IsByRef)
            return Of(type.GetElementType()!);
        if (type.IsArray)
            return Of(type.GetElementType()!) + "[]";
        if (Nullable.GetUnderlyingType(type) is { } value)
            return Of(value) + "?";
        if (Keywords.TryGetValue(type, out var keyword))
            return keyword;
        return type.IsGenericType ? $"{SimpleName(type)}<{string.Join(", ", type.GetGenericArguments().Select(Of))}>" : type.Name;
    }

    public static string SimpleName(Type type) => type.Name.Split('`')[0];
}
