namespace PrivacyFunctions.DataMap;

/// <summary>How bad a problem of the data map is.</summary>
public enum MapSeverity
{
    /// <summary>The map cannot be read: nothing can start with it.</summary>
    Unreadable,

    /// <summary>The map can be read, but requests would be answered wrongly or not at all.</summary>
    Error,

    /// <summary>Somebody should look at it.</summary>
    Warning,
}
