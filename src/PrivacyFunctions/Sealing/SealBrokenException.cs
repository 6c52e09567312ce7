namespace PrivacyFunctions.Sealing;

/// <summary>A sealed stream was changed, cut, or sealed with another key or for another purpose. Trying again does not help.</summary>
public sealed class SealBrokenException(SealFlaw flaw) : IOException($"The sealed data cannot be opened: {flaw}.")
{
    /// <summary>What did not fit.</summary>
    public SealFlaw Flaw { get; } = flaw;
}

/// <summary>What is wrong with a sealed stream.</summary>
public enum SealFlaw
{
    /// <summary>The end is missing.</summary>
    Truncated,

    /// <summary>Another key, another context, or a changed head.</summary>
    WrongKeyOrContext,

    /// <summary>A chunk is not what was written there.</summary>
    ChunkChanged,
}
