using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.Requests.Faults;

/// <summary>
/// The stable codes of faults. Orchestrators know a fault by its code alone (the runtime keeps only the message), so whether to
/// retry is a function of the code.
/// </summary>
public static class FaultCode
{
    /// <summary>The system cannot be reached.</summary>
    public const string Unreachable = "unreachable";

    /// <summary>The system did not answer in time.</summary>
    public const string Timeout = "timeout";

    /// <summary>The system is locked, throttled or out of connections.</summary>
    public const string Busy = "busy";

    /// <summary>The system refused our credentials or permissions.</summary>
    public const string Denied = "denied";

    /// <summary>A mapped table or column is absent.</summary>
    public const string SchemaChanged = "schema-changed";

    /// <summary>A connection setting is missing or wrong.</summary>
    public const string InvalidSetting = "invalid-setting";

    /// <summary>The system has no room left to write.</summary>
    public const string Full = "full";

    /// <summary>The system takes no changes now.</summary>
    public const string ReadOnly = "read-only";

    /// <summary>A key is empty, or its column cannot hold it.</summary>
    public const string InvalidKey = "invalid-key";

    /// <summary>Other rows were affected than were planned and matched; nothing of that was kept.</summary>
    public const string RowsDiffer = "rows-differ";

    /// <summary>Rows have keys of rows that were found, but are not found any more: they may be somebody else's by now.</summary>
    public const string RowsUnclear = "rows-unclear";

    /// <summary>A foreign key's action or a trigger would change a table that must stay as it is.</summary>
    public const string ReachesOthers = "reaches-others";

    /// <summary>A constraint or a trigger refused the change.</summary>
    public const string Refused = "refused";

    /// <summary>The system answered with an error.</summary>
    public const string SystemFailed = "system-failed";

    /// <summary>The dataset has no connection in the data map.</summary>
    public const string NotConnected = "not-connected";

    /// <summary>The request's keys were destroyed: its data can no longer be read.</summary>
    public const string KeyDestroyed = "key-destroyed";

    /// <summary>Somebody else changed the request meanwhile.</summary>
    public const string Conflict = "conflict";

    /// <summary>The request is not in a state in which this work is allowed.</summary>
    public const string WrongState = "wrong-state";

    /// <summary>The work was interrupted by a shutdown.</summary>
    public const string Interrupted = "interrupted";

    /// <summary>Our own storage failed.</summary>
    public const string Storage = "storage";

    /// <summary>Our own storage has no room left.</summary>
    public const string StorageFull = "storage-full";

    /// <summary>Another system has to be changed first, and failed.</summary>
    public const string Blocked = "blocked";

    /// <summary>Sealed data of ours was changed or cut; trying again does not help.</summary>
    public const string Damaged = "damaged";

    /// <summary>Anything that no other code names; its type is in the log.</summary>
    public const string Unexpected = "unexpected";

    /// <summary>Whether trying again later can help.</summary>
    public static bool IsTransient(string code) =>
        code is Unreachable or Timeout or Busy or Full or ReadOnly or Conflict or Interrupted or Unexpected || IsOurs(code);

    /// <summary>Whether our own storage is at fault, whatever system was being worked on: no system has failed by it.</summary>
    public static bool IsOurs(string code) => code is Storage or StorageFull;

    /// <summary>The code of a connector's failure.</summary>
    public static string Of(ConnectorFailureKind kind) => kind switch
    {
        ConnectorFailureKind.Unreachable => Unreachable,
        ConnectorFailureKind.Timeout => Timeout,
        ConnectorFailureKind.Busy => Busy,
        ConnectorFailureKind.Denied => Denied,
        ConnectorFailureKind.SchemaChanged => SchemaChanged,
        ConnectorFailureKind.InvalidSetting => InvalidSetting,
        ConnectorFailureKind.Full => Full,
        ConnectorFailureKind.ReadOnly => ReadOnly,
        ConnectorFailureKind.InvalidKey => InvalidKey,
        ConnectorFailureKind.RowsDiffer => RowsDiffer,
        ConnectorFailureKind.ReachesOthers => ReachesOthers,
        ConnectorFailureKind.Refused => Refused,
        _ => SystemFailed,
    };

    /// <summary>One sentence for people, without data.</summary>
    public static string Sentence(string code) => code switch
    {
        Unreachable => "The system cannot be reached.",
        Timeout => "The system did not answer in time.",
        Busy => "The system is busy.",
        Denied => "The system refused our credentials or permissions.",
        SchemaChanged => "A mapped table or column is not in the system's catalogue.",
        InvalidSetting => "A connection setting is missing or cannot be understood.",
        Full => "The system has no room left.",
        ReadOnly => "The system is read-only.",
        InvalidKey => "A key is empty or cannot be held by its columns.",
        RowsDiffer => "Other rows were affected than were planned and matched; the transaction was rolled back.",
        RowsUnclear => "Rows have the keys of rows that were found, but the search finds them no more: they may be somebody else's by now, and were not changed.",
        ReachesOthers => "The change would also change a table that must stay as it is.",
        Refused => "A constraint or a trigger of the system refused the change.",
        SystemFailed => "The system answered with an error.",
        NotConnected => "The data map has no connection for this system.",
        KeyDestroyed => "The request's keys were destroyed.",
        Storage => "Our own storage failed.",
        StorageFull => "Our own storage has no room left; the work goes on by itself once there is.",
        Blocked => "It has to wait for another system, which failed.",
        Damaged => "Stored data of ours was changed or cut and cannot be opened.",
        Interrupted => "The work was interrupted and will go on.",
        _ => "An unexpected fault occurred; the log names its type.",
    };
}
