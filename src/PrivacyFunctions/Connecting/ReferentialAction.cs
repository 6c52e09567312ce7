namespace PrivacyFunctions.Connecting;

/// <summary>What a foreign key does when the referenced row is deleted.</summary>
public enum ReferentialAction
{
    /// <summary>The deletion is refused.</summary>
    Refuse,

    /// <summary>Referencing rows are deleted too.</summary>
    Cascade,

    /// <summary>Referencing columns become null.</summary>
    SetNull,

    /// <summary>Referencing columns take their default.</summary>
    SetDefault,
}
