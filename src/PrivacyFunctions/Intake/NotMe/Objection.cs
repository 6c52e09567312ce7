namespace PrivacyFunctions.Intake;

/// <summary>What became of somebody's word that a deletion was not their wish.</summary>
public enum Objection
{
    /// <summary>The deletion stands still until staff decided anew.</summary>
    Frozen,

    /// <summary>The request was closed without erasing anything.</summary>
    Stopped,

    /// <summary>Erasing has begun.</summary>
    TooLate,

    /// <summary>There is no such deletion.</summary>
    Unknown,
}
