namespace PrivacyFunctions.DataMap;

/// <summary>How large a data map may be. Far above any real one; they keep hostile files from exhausting the machine.</summary>
internal static class ReadingLimits
{
    public const int FileBytes = 8 * 1024 * 1024;
    public const int Files = 2_000;
    public const long TotalBytes = 64L * 1024 * 1024;
    public const int Depth = 64;
    public const int Nodes = 1_000_000;
    public const int NameLength = 255;
    public const int MaskLength = 10_000;
    public const int ProblemsPerFile = 200;
}
