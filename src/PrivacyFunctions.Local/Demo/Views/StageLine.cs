namespace PrivacyFunctions.Local.Demo.Views;

/// <summary>What a request as a whole is doing, in a few words.</summary>
internal static class StageLine
{
    public static string Of(string status) => status switch
    {
        "queued" => "waits its turn",
        "in-progress" => "being worked on",
        "awaiting-review" => "staff read the plan and decide",
        _ => status,
    };
}
