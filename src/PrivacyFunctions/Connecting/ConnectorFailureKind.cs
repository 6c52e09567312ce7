namespace PrivacyFunctions.Connecting;

/// <summary>Kinds of failure of a connected system; the first three may pass by themselves.</summary>
public enum ConnectorFailureKind
{
    /// <summary>No connection.</summary>
    Unreachable,

    /// <summary>A statement or call took too long.</summary>
    Timeout,

    /// <summary>Locked, throttled or out of connections.</summary>
    Busy,

    /// <summary>Credentials or permissions were refused.</summary>
    Denied,

    /// <summary>A mapped table or column is absent.</summary>
    SchemaChanged,

    /// <summary>A connection setting is missing or wrong.</summary>
    InvalidSetting,

    /// <summary>Anything else the system said.</summary>
    Failed,
}
