using Microsoft.Extensions.Hosting;
using PrivacyFunctions.Azure;

await FunctionApp.Build(args).RunAsync();
