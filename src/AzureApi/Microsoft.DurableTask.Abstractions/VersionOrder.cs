namespace Microsoft.DurableTask;

internal static class VersionOrder
{
    public static int Compare(string left, string right) =>
        (string.IsNullOrWhiteSpace(left), string.IsNullOrWhiteSpace(right)) switch
        {
            (true, true) => 0,
            (true, false) => -1,
            (false, true) => 1,
            _ when System.Version.TryParse(left, out var a) && System.Version.TryParse(right, out var b) => a.CompareTo(b),
            _ => string.Compare(left, right, StringComparison.OrdinalIgnoreCase),
        };
}
