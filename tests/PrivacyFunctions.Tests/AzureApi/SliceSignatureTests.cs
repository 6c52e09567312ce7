using System.Reflection;
using Microsoft.DurableTask;

namespace PrivacyFunctions.Tests.AzureApi;

public sealed class SliceSignatureTests
{
    private static readonly Assembly Slice = typeof(TaskOrchestrationContext).Assembly;

    [Fact]
    public void The_slice_declares_nothing_that_differs_from_the_real_packages()
    {
        var slice = SignatureReader.Read(Slice.GetExportedTypes());

        var differences = SignatureComparison.Differences(SignatureFile.Parse(SignatureFile.Text()), slice, DerivedFrom());

        Assert.True(differences.Count == 0, string.Join('\n', differences));
        Assert.True(slice.Count > 50, "The slice was not read.");
    }

    [Fact]
    public void Every_slice_type_that_ours_derive_from_is_seen_as_such() =>
        Assert.Contains(typeof(TaskOrchestrationContext).FullName!, DerivedFrom(typeof(DerivedContext).Assembly));

    private static HashSet<string> DerivedFrom(params Assembly[] assemblies)
    {
        Assembly[] ours =
        [
            typeof(SliceSignatureTests).Assembly,
            .. typeof(SliceSignatureTests).Assembly.GetReferencedAssemblies()
                .Where(name => name.Name is "privacy" || name.Name!.StartsWith("PrivacyFunctions", StringComparison.Ordinal))
                .Select(Assembly.Load),
            .. assemblies,
        ];
        return ours.SelectMany(assembly => assembly.GetTypes())
            .Select(type => type.BaseType)
            .Where(parent => parent?.Assembly == Slice)
            .Select(parent => parent!.IsGenericType ? parent.GetGenericTypeDefinition().FullName! : parent.FullName!)
            .ToHashSet();
    }

    private abstract class DerivedContext : TaskOrchestrationContext;
}
