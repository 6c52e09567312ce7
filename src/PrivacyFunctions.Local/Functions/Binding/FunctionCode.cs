using System.Linq.Expressions;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace PrivacyFunctions.Local.Functions.Binding;

/// <summary>
/// How to create a function's class, and how to bind and call its method. Compiled once, when it is first called: a start that compiles them all
/// would take that much longer.
/// </summary>
internal sealed class FunctionCode
{
    private readonly Lazy<ObjectFactory?> _create;
    private readonly Lazy<Func<object?, LocalFunctionContext, Task<object?>>> _call;

    /// <param name="method">The function's method.</param>
    /// <param name="arguments">One expression over <see cref="ParameterBinding.Context"/> for each parameter.</param>
    public FunctionCode(MethodInfo method, IReadOnlyList<Expression> arguments)
    {
        _create = new(() => method.IsStatic ? null : ActivatorUtilities.CreateFactory(method.DeclaringType!, Type.EmptyTypes));
        _call = new(() => Compile(method, arguments));
    }

    /// <summary>What the constructor of a function class asks for and the container does not have.</summary>
    public static IEnumerable<string> MissingServices(Type type, IServiceProviderIsService registered) =>
        type.GetConstructors() is [var constructor]
            ? constructor.GetParameters()
                .Where(p => !p.HasDefaultValue && !registered.IsService(p.ParameterType))
                .Select(p => p.ParameterType.Name)
            : ["exactly one public constructor"];

    /// <summary>Creates the class from the invocation's services; null for a static method.</summary>
    public object? CreateInstance(IServiceProvider services) => _create.Value?.Invoke(services, []);

    public Task<object?> CallAsync(object? instance, LocalFunctionContext context) => _call.Value(instance, context);

    /// <summary>Creates, calls and disposes within the services of the context.</summary>
    public async Task<object?> RunAsync(LocalFunctionContext context)
    {
        var instance = CreateInstance(context.InstanceServices);
        try
        {
            return await CallAsync(instance, context);
        }
        finally
        {
            if (instance is IAsyncDisposable asynchronous) await asynchronous.DisposeAsync();
            else (instance as IDisposable)?.Dispose();
        }
    }

    private static Func<object?, LocalFunctionContext, Task<object?>> Compile(MethodInfo method, IReadOnlyList<Expression> arguments)
    {
        var instance = Expression.Parameter(typeof(object));
        var target = method.IsStatic ? null : Expression.Convert(instance, method.DeclaringType!);
        var call = FunctionResult.Convert(Expression.Call(target, method, arguments), method.ReturnType);
        return Expression.Lambda<Func<object?, LocalFunctionContext, Task<object?>>>(call, instance, ParameterBinding.Context).Compile();
    }
}
