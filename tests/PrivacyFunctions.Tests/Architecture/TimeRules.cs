using Mono.Cecil;

namespace PrivacyFunctions.Tests.Architecture;

/// <summary>Rule 7: time comes from <see cref="TimeProvider"/> only, also time to wait.</summary>
internal static class TimeRules
{
    private static readonly HashSet<string> Clocks =
    [
        "System.DateTime::get_Now", "System.DateTime::get_UtcNow", "System.DateTime::get_Today",
        "System.DateTimeOffset::get_Now", "System.DateTimeOffset::get_UtcNow",
        "System.Environment::get_TickCount", "System.Environment::get_TickCount64",
        "System.TimeProvider::get_System", "System.Diagnostics.Stopwatch::GetTimestamp", "System.Diagnostics.Stopwatch::StartNew",
        "System.Threading.Thread::Sleep",
    ];

    // Fine with a TimeProvider among the arguments, or without any time at all.
    private static readonly HashSet<string> Waits =
    [
        "System.Threading.Tasks.Task::Delay", "System.Threading.CancellationTokenSource::.ctor", "System.Threading.PeriodicTimer::.ctor",
        "System.Threading.Timer::.ctor", "System.Threading.Tasks.Task::WaitAsync", "System.Threading.Tasks.Task`1::WaitAsync",
    ];

    /// <param name="types">The code to read.</param>
    /// <param name="mayNameTheSystemClock">Where the real clock is handed to everything else.</param>
    public static IEnumerable<string> Violations(IEnumerable<TypeDefinition> types, Func<TypeDefinition, bool> mayNameTheSystemClock) =>
        (from type in types
         where !mayNameTheSystemClock(Code.Outermost(type))
         from method in type.Methods
         from mention in OwnCode.Mentions(method)
         let called = mention.Member as MethodReference
         where called is not null && (Clocks.Contains(Name(called)) || IsUnsteeredWait(called))
         select $"{Code.WrittenName(method)} uses {Name(called)}")
        .Distinct()
        .Order(StringComparer.Ordinal);

    private static bool IsUnsteeredWait(MethodReference called) =>
        Waits.Contains(Name(called))
        && called.Parameters.Any(parameter => parameter.ParameterType.Name is nameof(TimeSpan) or nameof(Int32))
        && !called.Parameters.Any(parameter => parameter.ParameterType.Name == nameof(TimeProvider));

    private static string Name(MethodReference method) => $"{method.DeclaringType.GetElementType().FullName}::{method.Name}";
}
