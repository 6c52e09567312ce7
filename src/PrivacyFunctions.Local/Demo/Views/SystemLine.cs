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
        "delete" => $"changed, {Rows(system)}",
        "verify" => $"erased and looked at again, {Rows(system)}",
        _ => $"done, {Rows(system)}",
    };

    private static string Rows(SystemTrack system) =>
        string.Create(CultureInfo.InvariantCulture, $"{system.Records:N0} {(system.Records == 1 ? "row" : "rows")}");
}
