using Mono.Cecil;

namespace PrivacyFunctions.Tests.Architecture;

/// <summary>How functions are declared, so that both runtimes find the same ones.</summary>
internal static class FunctionRules
{
    // Pages that people open; everything else lies under api/.
    private static readonly string[] Pages = ["", "/", "r/{id}", "r/{id}/not-me", "staff"];

    public static IEnumerable<string> Violations(IEnumerable<TypeDefinition> types)
    {
        var functions = types.SelectMany(type => type.Methods).Where(method => method.HasAttribute("FunctionAttribute")).ToList();
        return functions.SelectMany(Violations)
            .Concat(functions.GroupBy(Name, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1).Select(same => $"{same.Key} is the name of several functions"))
            .Concat(HttpTriggers(functions).GroupBy(Route, StringComparer.OrdinalIgnoreCase).SelectMany(SameMethodTwice))
            .Order(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Violations(MethodDefinition method)
    {
        if (!method.IsPublic || !method.DeclaringType.IsPublic)
            yield return $"{Name(method)} is not public, so the worker does not find it";
        foreach (var trigger in HttpTriggers([method]))
        {
            if (Level(trigger) != 0)
                yield return $"{Name(method)} asks for a host key; callers are checked by our own tokens";
            var route = Route(trigger);
            if (!route.StartsWith("api/", StringComparison.Ordinal) && !Pages.Contains(route) && !route.StartsWith("staff/", StringComparison.Ordinal))
                yield return $"{Name(method)} has the route \"{route}\", which is neither under api/ nor a page";
            if (Methods(trigger).Count == 0)
                yield return $"{Name(method)} answers every HTTP method";
        }
    }

    private static IEnumerable<string> SameMethodTwice(IGrouping<string, CustomAttribute> route) =>
        route.SelectMany(Methods).GroupBy(method => method, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1)
            .Select(same => $"{same.Key} {route.Key} belongs to several functions");

    private static IEnumerable<CustomAttribute> HttpTriggers(IEnumerable<MethodDefinition> methods) =>
        from method in methods
        from parameter in method.Parameters
        from attribute in parameter.CustomAttributes
        where attribute.AttributeType.Name == "HttpTriggerAttribute"
        select attribute;

    private static string Name(MethodDefinition method) =>
        (string)method.CustomAttributes.First(attribute => attribute.AttributeType.Name == "FunctionAttribute").ConstructorArguments[0].Value;

    private static string Route(CustomAttribute trigger) =>
        (string?)trigger.Properties.FirstOrDefault(property => property.Name == "Route").Argument.Value ?? "";

    // Without arguments the level is Function; with methods alone it is Anonymous.
    private static int Level(CustomAttribute trigger) => trigger.ConstructorArguments switch
    {
        [] => 2,
        [{ Value: int level }, ..] => level,
        _ => 0,
    };

    private static IReadOnlyList<string> Methods(CustomAttribute trigger) =>
        trigger.ConstructorArguments.LastOrDefault().Value is CustomAttributeArgument[] methods
            ? [.. methods.Select(method => (string)method.Value)]
            : [];
}
