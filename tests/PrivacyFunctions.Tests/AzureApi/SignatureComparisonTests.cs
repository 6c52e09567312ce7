using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace PrivacyFunctions.Tests.AzureApi;

/// <summary>The comparison catches what it is for: the facts are changed, and the unchanged slice must then differ.</summary>
public sealed class SignatureComparisonTests
{
    private static readonly string Facts = SignatureFile.Text().ReplaceLineEndings("\n");

    [Theory]
    [InlineData("public abstract Guid NewGuid()", "public virtual Guid NewGuid()", "NewGuid")]
    [InlineData("public virtual int CompareVersionTo(", "public int CompareVersionTo(", "CompareVersionTo")]
    [InlineData("public static TaskOptions FromRetryPolicy(", "public TaskOptions FromRetryPolicy(", "FromRetryPolicy")]
    [InlineData("public override string Serialize(", "public virtual string Serialize(", "Serialize")]
    [InlineData("protected abstract ILoggerFactory LoggerFactory", "public abstract ILoggerFactory LoggerFactory", "LoggerFactory")]
    [InlineData("public static readonly TaskVersion Unversioned", "public static TaskVersion Unversioned", "Unversioned")]
    [InlineData("public string InstanceId { get; init; }", "public string InstanceId { get; set; }", "InstanceId")]
    [InlineData("public object NewInput { get; set; }", "public object NewInput { get; }", "NewInput")]
    [InlineData("const int DefaultPageSize = 100", "const int DefaultPageSize = 200", "DefaultPageSize")]
    [InlineData("[Obsolete] public bool IsCausedByException", "public bool IsCausedByException", "IsCausedByException")]
    [InlineData("public bool IsCausedBy<T>() where T : Exception", "public bool IsCausedBy<T>()", "IsCausedBy")]
    [InlineData("Page(IReadOnlyList<T> values, ", "Page(IReadOnlyCollection<T> values, ", "Page")]
    public void A_differing_member_is_found(string fact, string changed, string member) =>
        Assert.Contains(Differences(Change(fact, changed)), found => found.Contains("no such member", StringComparison.Ordinal) && found.Contains(member, StringComparison.Ordinal));

    [Theory]
    [InlineData("bool preserveUnprocessedEvents = true)", "bool preserveUnprocessedEvents = false)")]
    [InlineData("double backoffCoefficient = 1,", "double backoffCoefficient = 2,")]
    [InlineData("SetCustomStatus(object customStatus)", "SetCustomStatus(object status)")]
    [InlineData("SetCustomStatus(object customStatus)", "SetCustomStatus(object customStatus = default)")]
    [InlineData("LockEntitiesAsync(params EntityInstanceId[]", "LockEntitiesAsync(EntityInstanceId[]")]
    [InlineData("InCriticalSection(out ", "InCriticalSection(ref ")]
    [InlineData("PurgeInstancesAsync(this DurableTaskClient", "PurgeInstancesAsync(DurableTaskClient")]
    public void A_differing_parameter_name_default_or_modifier_is_found(string fact, string changed) =>
        Assert.NotEmpty(Differences(Change(fact, changed)));

    [Theory]
    [InlineData("public sealed class TaskFailedException : Exception", "public class TaskFailedException : Exception")]
    [InlineData("public sealed class TaskFailedException : Exception", "public sealed class TaskFailedException : SystemException")]
    [InlineData("public abstract class DurableTaskClient :", "public class DurableTaskClient :")]
    [InlineData("DurableTaskClient : IOrchestrationSubmitter, IAsyncDisposable", "DurableTaskClient : IAsyncDisposable")]
    [InlineData("public record TaskOptions", "public class TaskOptions")]
    [InlineData("public readonly struct TaskName", "public struct TaskName")]
    [InlineData("public readonly record struct EntityInstanceId", "public readonly struct EntityInstanceId")]
    [InlineData("public static class Pageable", "public sealed class Pageable")]
    [InlineData("[AttributeUsage(Method, AllowMultiple = False)] public class FunctionAttribute", "[AttributeUsage(Method, AllowMultiple = True)] public class FunctionAttribute")]
    [InlineData("[AttributeUsage(Parameter, AllowMultiple = False)] public sealed class ActivityTrigger", "public sealed class ActivityTrigger")]
    [InlineData("public delegate bool RetryHandler(RetryContext retryContext)", "public delegate bool RetryHandler(RetryContext context)")]
    public void A_differing_declaration_is_found(string fact, string changed) =>
        Assert.Contains(Differences(Change(fact, changed)), found => found.Contains("is declared", StringComparison.Ordinal));

    [Fact]
    public void The_order_of_bases_says_nothing() =>
        Assert.Empty(Differences(Change("DurableTaskClient : IOrchestrationSubmitter, IAsyncDisposable", "DurableTaskClient : IAsyncDisposable, IOrchestrationSubmitter")));

    [Fact]
    public void A_type_that_the_packages_lack_is_found() =>
        Assert.Contains("Microsoft.DurableTask.Pageable: no such type", Differences(Change("Microsoft.DurableTask.Pageable in", "Microsoft.DurableTask.Pages in")));

    [Fact]
    public void A_member_that_the_packages_lack_is_found() =>
        Assert.Contains(
            Differences(Change("    public string NewVersion { get; set; }\n", "")),
            found => found.Contains("nothing is called NewVersion", StringComparison.Ordinal));

    [Fact]
    public void A_missing_overload_is_found() =>
        AssertMissing("overload missing", "    public abstract Guid NewGuid()\n", "    public virtual Guid NewGuid(int seed)\n");

    [Fact]
    public void A_missing_constructor_is_found() =>
        AssertMissing("overload missing", "    public PurgeResult(int count)\n", "    public PurgeResult()\n");

    [Fact]
    public void A_missing_member_of_an_enumeration_is_found() =>
        AssertMissing("member missing", "    Suspended = 7\n", "    Frozen = 8\n");

    [Fact]
    public void A_differing_value_of_an_enumeration_is_found() =>
        Assert.NotEmpty(Differences(Change("    Suspended = 7\n", "    Suspended = 8\n")));

    [Fact]
    public void A_missing_member_of_an_interface_is_found() =>
        AssertMissing("member missing", "    public Cardinality Cardinality { get; set; }\n", "    public int Size { get; }\n");

    [Fact]
    public void A_missing_virtual_member_matters_where_something_derives()
    {
        var facts = Change("    public abstract Guid NewGuid()\n", "    public abstract Guid NewGuid()\n    public virtual void Rest()\n");

        Assert.Empty(Differences(facts));
        Assert.Contains(
            Differences(facts, typeof(TaskOrchestrationContext).FullName!),
            found => found.Contains("is derived from and lacks", StringComparison.Ordinal));
    }

    [Fact]
    public void A_missing_type_of_an_ambiguous_simple_name_is_found() =>
        Assert.Contains(
            Differences(Facts + "\nMicrosoft.DurableTask.Client.TaskName in Other\n  public class TaskName\n"),
            found => found.StartsWith("Microsoft.DurableTask.Client.TaskName: missing", StringComparison.Ordinal));

    private static void AssertMissing(string kind, string fact, string added) =>
        Assert.Contains(Differences(Change(fact, fact + added)), found => found.Contains(kind, StringComparison.Ordinal));

    private static string Change(string fact, string changed)
    {
        Assert.Contains(fact, Facts, StringComparison.Ordinal);
        return Facts.Replace(fact, changed, StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Differences(string facts, params string[] derivedFrom) => SignatureComparison.Differences(
        SignatureFile.Parse(facts),
        SignatureReader.Read(typeof(DurableTaskClient).Assembly.GetExportedTypes()),
        derivedFrom.ToHashSet());
}
