using PrivacyFunctions.Benchmarks.Bundling;
using PrivacyFunctions.Benchmarks.Measuring;

// A measure of memory runs this program again, to have a process of its own.
if (args is [BundleMemory.ChildVerb, var rows]) return await BundleMemory.ChildAsync(rows, CancellationToken.None);
return await BenchmarkCommand.RunAsync(args, CancellationToken.None);
