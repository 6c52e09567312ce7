using PrivacyFunctions.Benchmarks.Bundling;
using PrivacyFunctions.Benchmarks.Measuring;
using PrivacyFunctions.Benchmarks.Recovery;

// Measures of memory and of starts run this program again, to have a process of its own.
if (args is [BundleMemory.ChildVerb, var rows]) return await BundleMemory.ChildAsync(rows, CancellationToken.None);
if (args is [FirstAnswer.ChildVerb, var port]) return await FirstAnswer.ChildAsync(port, CancellationToken.None);
return await BenchmarkCommand.RunAsync(args, CancellationToken.None);
