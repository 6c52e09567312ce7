internal static class Slice
{
    public static NotSupportedException CannotRun() =>
        new("The slice of the Azure packages only compiles. Build with -p:AzurePackages=nuget to run against the real ones.");
}
