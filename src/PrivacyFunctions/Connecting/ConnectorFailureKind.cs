namespace PrivacyFunctions.Connecting;

/// <summary>Kinds of failure of a connected system; the first three, <see cref="Full"/> and <see cref="ReadOnly"/> may pass by themselves.</summary>
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

    /// <summary>The system has no room left to write.</summary>
    Full,

    /// <summary>The system takes no changes now: set to read-only, or a standby after a failover.</summary>
    ReadOnly,

    /// <summary>A key is empty, or its column cannot hold it: no row is named by it.</summary>
    InvalidKey,

    /// <summary>Other rows were affected than were matched or planned; the transaction was rolled back.</summary>
    RowsDiffer,

    /// <summary>The change would reach a table that must not be changed, by a foreign key's action or a trigger.</summary>
    ReachesOthers,

    /// <summary>A constraint or a trigger refused the change.</summary>
    Refused,

    /// <summary>Anything else the system said.</summary>
    Failed,
}
