namespace PrivacyFunctions.DataMap;

/// <summary>Which way values flow over a reference.</summary>
public enum ReferenceDirection
{
    /// <summary>Either way, whichever end is known first.</summary>
    Either,

    /// <summary>From the referenced field into the one that declares the reference.</summary>
    From,

    /// <summary>From the declaring field into the referenced one.</summary>
    To,
}
