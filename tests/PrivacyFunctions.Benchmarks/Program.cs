using PrivacyFunctions.Benchmarks.Measuring;

return await BenchmarkCommand.RunAsync(args, CancellationToken.None);
