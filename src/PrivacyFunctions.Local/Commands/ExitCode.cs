namespace PrivacyFunctions.Local.Commands;

/// <summary>What the process tells its caller.</summary>
internal static class ExitCode
{
    /// <summary>Done, and the answer is yes.</summary>
    public const int Done = 0;

    /// <summary>The answer is "no" or "invalid", or the work could not be finished.</summary>
    public const int No = 1;

    /// <summary>The command line itself is wrong.</summary>
    public const int WrongUsage = 2;
}
