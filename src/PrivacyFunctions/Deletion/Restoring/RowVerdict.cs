namespace PrivacyFunctions.Deletion.Restoring;

/// <summary>What a row is to the ledger; the higher counts where several entries speak of it.</summary>
internal enum RowVerdict
{
    /// <summary>The ledger does not name it.</summary>
    Stranger,

    /// <summary>It was recorded, and is erased.</summary>
    Settled,

    /// <summary>It has a recorded primary key, but nothing shows that it is still the recorded row.</summary>
    Look,

    /// <summary>It is the recorded row, and unerased.</summary>
    CameBack,
}
