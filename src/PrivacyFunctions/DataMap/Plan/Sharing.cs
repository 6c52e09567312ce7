namespace PrivacyFunctions.DataMap;

/// <summary>Which rows of a step may belong to several people.</summary>
public enum Sharing
{
    /// <summary>None: every row is the person's own.</summary>
    None,

    /// <summary>Rows that only shared inputs find.</summary>
    Some,

    /// <summary>All.</summary>
    All,
}
