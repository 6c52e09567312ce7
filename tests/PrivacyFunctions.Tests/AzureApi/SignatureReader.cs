using System.Reflection;

namespace PrivacyFunctions.Tests.AzureApi;

/// <summary>Writes down the types of an assembly in the form of the kept facts.</summary>
internal static class SignatureReader
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IReadOnlyDictionary<string, TypeSignature> Read(IEnumerable<Type> types) =>
        types.Where(type => type.IsVisible).Select(Read).ToDictionary(type => type.FullName);

    public static TypeSignature Read(Type type) => new(
        type.FullName!,
        DeclarationText.Of(type),
        type.IsEnum ? EnumMembers(type).ToList() : type.IsSubclassOf(typeof(Delegate)) ? [] : Members(type).ToList());

    private static IEnumerable<string> EnumMembers(Type type) =>
        from field in type.GetFields(BindingFlags.Public | BindingFlags.Static)
        select $"{MemberText.Obsolete(field)}{field.Name} = {Convert.ToInt64(field.GetRawConstantValue(), null)}";

    private static IEnumerable<string> Members(Type type) =>
        type.GetConstructors(Declared).Where(MemberText.IsVisible).Select(MemberText.Of)
            .Concat(type.GetFields(Declared).Where(MemberText.IsVisible).Select(MemberText.Of))
            .Concat(type.GetProperties(Declared).Where(MemberText.IsVisible).Select(MemberText.Of))
            .Concat(type.GetEvents(Declared).Select(e => $"event {TypeText.Of(e.EventHandlerType!)} {e.Name}"))
            .Concat(type.GetMethods(Declared).Where(MemberText.IsVisible).Select(MemberText.Of));
}
