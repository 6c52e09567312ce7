namespace PrivacyFunctions.DataMap;

/// <summary>Where in the data map something is written.</summary>
/// <param name="File">Path relative to the map's folder, with forward slashes.</param>
/// <param name="Line">From 1; 0 when the problem is the file as a whole.</param>
/// <param name="Column">From 1.</param>
public readonly record struct MapPosition(string File, int Line, int Column) : IComparable<MapPosition>
{
    /// <inheritdoc/>
    public int CompareTo(MapPosition other)
    {
        var byFile = string.CompareOrdinal(File, other.File);
        return byFile != 0 ? byFile : (Line, Column).CompareTo((other.Line, other.Column));
    }

    /// <summary><c>file:line</c>.</summary>
    public override string ToString() => Line > 0 ? $"{File}:{Line}" : File;

    /// <summary>Compares by file, line and column.</summary>
    public static bool operator <(MapPosition left, MapPosition right) => left.CompareTo(right) < 0;

    /// <summary>Compares by file, line and column.</summary>
    public static bool operator >(MapPosition left, MapPosition right) => left.CompareTo(right) > 0;

    /// <summary>Compares by file, line and column.</summary>
    public static bool operator <=(MapPosition left, MapPosition right) => left.CompareTo(right) <= 0;

    /// <summary>Compares by file, line and column.</summary>
    public static bool operator >=(MapPosition left, MapPosition right) => left.CompareTo(right) >= 0;
}
