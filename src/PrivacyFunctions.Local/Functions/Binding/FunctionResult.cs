using System.Linq.Expressions;

namespace PrivacyFunctions.Local.Functions.Binding;

/// <summary>Brings whatever a function returns into one form.</summary>
internal static class FunctionResult
{
    /// <summary>Wraps a call so that it gives <c>Task&lt;object?&gt;</c>.</summary>
    public static Expression Convert(Expression call, Type type)
    {
        if (type == typeof(void)) return Expression.Block(call, Invoke(nameof(Nothing), []));
        if (type == typeof(Task)) return Invoke(nameof(FromTask), [], call);
        if (type == typeof(ValueTask)) return Invoke(nameof(FromValueTask), [], call);
        if (IsGeneric(type, typeof(Task<>))) return Invoke(nameof(FromTaskOf), type.GetGenericArguments(), call);
        if (IsGeneric(type, typeof(ValueTask<>))) return Invoke(nameof(FromValueTaskOf), type.GetGenericArguments(), call);
        return Invoke(nameof(FromValue), [], Expression.Convert(call, typeof(object)));
    }

    private static bool IsGeneric(Type type, Type definition) => type.IsGenericType && type.GetGenericTypeDefinition() == definition;

    private static MethodCallExpression Invoke(string method, Type[] types, params Expression[] arguments) =>
        Expression.Call(typeof(FunctionResult), method, types, arguments);

    private static Task<object?> Nothing() => Task.FromResult<object?>(null);

    private static Task<object?> FromValue(object? value) => Task.FromResult(value);

    private static async Task<object?> FromTask(Task task)
    {
        await task;
        return null;
    }

    private static async Task<object?> FromValueTask(ValueTask task)
    {
        await task;
        return null;
    }

    private static async Task<object?> FromTaskOf<T>(Task<T> task) => await task;

    private static async Task<object?> FromValueTaskOf<T>(ValueTask<T> task) => await task;
}
