namespace PrivacyFunctions.Local.Durable.Instances;

/// <summary>An instance's key and a number within it, as one integer: neighbours on disk, no second index.</summary>
internal static class Position
{
    public static long Of(long instance, long number) => (instance << 32) + number;

    public static long After(long instance) => Of(instance + 1, 0);
}
