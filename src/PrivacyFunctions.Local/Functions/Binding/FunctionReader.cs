using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace PrivacyFunctions.Local.Functions.Binding;

/// <summary>Turns a method into a function, or says why it cannot be one.</summary>
internal static class FunctionReader
{
    public static string Display(MethodInfo method) => $"{method.DeclaringType!.Name}.{method.Name}";

    public static Function? Read(string name, MethodInfo method, IConfiguration settings, List<string> problems)
    {
        var own = new List<string>();
        var trigger = Shape(method, own) ? TriggerReader.Read(name, method, settings, own) : null;
        var arguments = trigger is null ? null : ParameterBinding.Bind(method, trigger, own);
        problems.AddRange(own.Select(p => $"Function '{name}' ({Display(method)}): {p}"));
        return own.Count > 0 || trigger is null || arguments is null
            ? null
            : new Function(name, method, trigger, new FunctionCode(method, arguments));
    }

    private static bool Shape(MethodInfo method, List<string> problems)
    {
        if (method.IsGenericMethodDefinition || method.DeclaringType!.ContainsGenericParameters) problems.Add("it must not be generic.");
        if (!method.IsStatic && method.DeclaringType!.IsAbstract) problems.Add("its class is abstract.");
        foreach (var parameter in method.GetParameters().Where(p => p.ParameterType.IsByRef))
            problems.Add($"parameter '{parameter.Name}' must not be passed by reference.");
        return problems.Count == 0;
    }
}
