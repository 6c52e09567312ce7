using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PrivacyFunctions.Local.Functions.Binding;

namespace PrivacyFunctions.Local.Functions;

/// <summary>The functions of the product, checked and compiled.</summary>
public sealed class FunctionCatalogue
{
    private FunctionCatalogue(IReadOnlyList<Function> functions) => Functions = functions;

    /// <summary>Every function.</summary>
    public IReadOnlyList<Function> Functions { get; }

    /// <summary>Finds the functions of whole assemblies: public methods with <see cref="FunctionAttribute"/> in public classes.</summary>
    public static FunctionCatalogue Discover(IEnumerable<Assembly> assemblies, IConfiguration settings) =>
        Discover(assemblies.SelectMany(a => a.GetExportedTypes()), settings);

    /// <summary>As <see cref="Discover(IEnumerable{Assembly}, IConfiguration)"/>, for the given classes.</summary>
    /// <param name="types">Classes that hold functions, among others.</param>
    /// <param name="settings">For <c>%Setting%</c> in trigger attributes.</param>
    /// <exception cref="FunctionBindingException">Some function cannot be bound.</exception>
    public static FunctionCatalogue Discover(IEnumerable<Type> types, IConfiguration settings)
    {
        var problems = new List<string>();
        var functions = (from type in types
                         from method in type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                         let attribute = method.GetCustomAttribute<FunctionAttribute>()
                         where attribute is not null
                         select FunctionReader.Read(attribute.Name, method, settings, problems))
            .OfType<Function>().ToList();
        problems.AddRange(Duplicates(functions));
        return problems.Count == 0 ? new FunctionCatalogue(functions) : throw new FunctionBindingException(problems);
    }

    /// <summary>Checks that the container can create every function class.</summary>
    /// <exception cref="FunctionBindingException">A constructor asks for a service that is not registered.</exception>
    public void CheckServices(IServiceProviderIsService registered)
    {
        var missing = Functions.Where(f => !f.Method.IsStatic)
            .GroupBy(f => f.Method.DeclaringType!)
            .SelectMany(g => FunctionCode.MissingServices(g.Key, registered).Select(s => $"{g.Key.Name} needs {s}, which is not registered."))
            .ToList();
        if (missing.Count > 0) throw new FunctionBindingException(missing);
    }

    private static IEnumerable<string> Duplicates(List<Function> functions)
    {
        foreach (var same in functions.GroupBy(f => f.Name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
            yield return $"The name '{same.Key}' is used by {same.Count()} functions: {string.Join(", ", same.Select(f => FunctionReader.Display(f.Method)))}.";

        var endpoints = from function in functions
                        where function.Trigger is FunctionTrigger.Http
                        let http = (FunctionTrigger.Http)function.Trigger
                        from method in http.Methods.DefaultIfEmpty("any method")
                        select (function.Name, Endpoint: $"{method} /{RouteShape.Of(http.Route)}");
        foreach (var same in endpoints.GroupBy(e => e.Endpoint, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
            yield return $"{same.Key} is answered by {same.Count()} functions: {string.Join(", ", same.Select(e => e.Name))}.";
    }
}
