using Mono.Cecil;
using Mono.Cecil.Cil;

namespace PrivacyFunctions.Tests.Architecture;

/// <summary>
/// Rule 5, and what rule 6 says about orchestrators: everything reachable from an orchestrator gives the same result each time
/// it is replayed, and decides on returned records and fault codes alone.
/// </summary>
internal static class DeterminismRules
{
    private const string Trigger = "Microsoft.Azure.Functions.Worker.OrchestrationTriggerAttribute";

    private static readonly string[] BannedPrefixes =
    [
        "System.IO.", "System.Net.", "System.Data.", "System.Threading.Channels.", "System.Diagnostics.Process",
        "Microsoft.Extensions.Configuration.", "Microsoft.Extensions.Options.", "Microsoft.Extensions.DependencyInjection.",
        "Microsoft.AspNetCore.", "PrivacyFunctions.Ports.",
    ];

    private static readonly HashSet<string> BannedTypes =
    [
        "System.AppContext", "System.AppDomain", "System.Console", "System.Environment", "System.GC", "System.HashCode",
        "System.IServiceProvider", "System.Random", "System.TimeProvider",
        "System.Diagnostics.Stopwatch", "System.Security.Cryptography.RandomNumberGenerator",
        "System.Threading.Lock", "System.Threading.Monitor", "System.Threading.Mutex", "System.Threading.PeriodicTimer", "System.Threading.SemaphoreSlim",
        "System.Threading.Thread", "System.Threading.ThreadPool", "System.Threading.Timer",
        "System.Threading.Tasks.Parallel", "System.Threading.Tasks.TaskCompletionSource", "System.Threading.Tasks.TaskCompletionSource`1",
        "System.Threading.Tasks.TaskFactory", "System.Threading.Tasks.TaskFactory`1",
        "Microsoft.Extensions.Logging.ILoggerFactory", "Microsoft.Extensions.Logging.LoggerFactoryExtensions",
    ];

    private static readonly HashSet<string> BannedMembers =
    [
        "System.DateTime::get_Now", "System.DateTime::get_UtcNow", "System.DateTime::get_Today",
        "System.DateTimeOffset::get_Now", "System.DateTimeOffset::get_UtcNow",
        "System.Guid::NewGuid", "System.Guid::CreateVersion7",
        "System.Object::GetHashCode", "System.String::GetHashCode",
        "System.Threading.CancellationTokenSource::CancelAfter",
        "System.Threading.Tasks.Task::Run", "System.Threading.Tasks.Task::Delay", "System.Threading.Tasks.Task::Yield",
        "System.Threading.Tasks.Task::Wait", "System.Threading.Tasks.Task::ContinueWith", "System.Threading.Tasks.Task`1::ContinueWith",
        "System.Threading.Tasks.Task::ConfigureAwait", "System.Threading.Tasks.Task`1::ConfigureAwait",
        // Rule 6: the runtime rebuilds failures from text, so only the code in the message is dependable.
        "System.Exception::get_InnerException", "Microsoft.DurableTask.TaskFailureDetails::get_InnerFailure",
        "Microsoft.DurableTask.TaskFailureDetails::get_ErrorType", "Microsoft.DurableTask.TaskFailureDetails::IsCausedBy",
        "Microsoft.DurableTask.TaskFailureDetails::get_StackTrace",
    ];

    /// <summary>Methods with an orchestration trigger.</summary>
    public static IEnumerable<MethodDefinition> Orchestrators(IEnumerable<TypeDefinition> types) =>
        from type in types
        from method in type.Methods
        where method.Parameters.Any(parameter => parameter.CustomAttributes.Any(attribute => attribute.AttributeType.FullName == Trigger))
        select method;

    public static IEnumerable<string> Violations(IEnumerable<MethodDefinition> orchestrators, IEnumerable<ModuleDefinition> modules)
    {
        var roots = orchestrators.ToList();
        var reached = new OwnCode(modules).Reachable(roots);
        return reached.SelectMany(Violations)
            .Concat(reached.Select(method => Code.Outermost(method.DeclaringType)).Distinct().SelectMany(LoggersKept))
            .Concat(roots.Where(root => root.Parameters.Any(parameter => parameter.ParameterType.Name == nameof(CancellationToken)))
                .Select(root => $"{Code.WrittenName(root)} takes a CancellationToken"))
            .Distinct()
            .Order(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Violations(MethodDefinition method)
    {
        foreach (var (code, member) in OwnCode.Mentions(method))
        {
            if (IsBanned(member))
                yield return $"{Code.WrittenName(method)} uses {member.DeclaringType.FullName}::{member.Name}";
            if (IsMutableStatic(code, member, method))
                yield return $"{Code.WrittenName(method)} uses the changeable static {member.DeclaringType.FullName}::{member.Name}";
        }
    }

    private static bool IsBanned(MemberReference member)
    {
        var type = member.DeclaringType.GetElementType().FullName;
        return BannedTypes.Contains(type)
            || BannedMembers.Contains($"{type}::{member.Name}")
            || BannedPrefixes.Any(prefix => type.StartsWith(prefix, StringComparison.Ordinal));
    }

    private static bool IsMutableStatic(OpCode code, MemberReference member, MethodDefinition within)
    {
        if (code != OpCodes.Ldsfld && code != OpCodes.Ldsflda && code != OpCodes.Stsfld)
            return false;
        var field = ((FieldReference)member).Resolve();
        var isCache = field.IsCompilerGenerated() || field.DeclaringType.IsCompilerGenerated();
        return !field.IsInitOnly && !field.IsLiteral && !isCache && !(within.IsConstructor && within.IsStatic);
    }

    // A logger from the context is silent while replaying; one that the class was given is not.
    private static IEnumerable<string> LoggersKept(TypeDefinition type) =>
        from field in type.Fields
        where !field.IsStatic && field.FieldType.FullName.StartsWith("Microsoft.Extensions.Logging.ILogger", StringComparison.Ordinal)
        select $"{type.Name} keeps a plain {field.FieldType.Name}";
}
