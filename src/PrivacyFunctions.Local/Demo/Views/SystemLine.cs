using System.Globalization;

namespace PrivacyFunctions.Local.Demo.Views;

/// <summary>What a system is doing, in a few words.</summary>
internal static class SystemLine
{
    public const string Waiting = "waiting";

    public static string Of(SystemTrack system) => system switch
    {
        { State: "done", Recovered: true } => string.Create(CultureInfo.InvariantCulture, $"{Done(system)}, recovered on attempt {system.Attempts}"),
        { State: "done" } => Done(system),
        { Error: { } error } => $"failed: {error} Trying again.",
        { State: "running", Phase: "delete" } => "erasing",
        { State: "running", Phase: "verify" } => "looking whether he is gone",
        { State: "running" } => "reading",
        _ => system.State,
    };

    private static string Done(SystemTrack system) => system.Phase switch
    {
        "delete" => string.Create(CultureInfo.InvariantCulture, $"changed, {system.Records:N0} rows"),
        "verify" => string.Create(CultureInfo.InvariantCulture, $"erased and looked at again, {system.Records:N0} rows"),
        _ => string.Create(CultureInfo.InvariantCulture, $"done, {system.Records:N0} rows"),
    };
}
