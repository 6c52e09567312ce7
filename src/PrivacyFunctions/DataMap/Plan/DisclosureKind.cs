namespace PrivacyFunctions.DataMap;

/// <summary>What becomes of a step's rows in an access answer.</summary>
public enum DisclosureKind
{
    /// <summary>They are part of the answer.</summary>
    Export,

    /// <summary>They are read for their keys alone.</summary>
    WalkThrough,

    /// <summary>They are counted and listed as withheld.</summary>
    Withheld,
}
