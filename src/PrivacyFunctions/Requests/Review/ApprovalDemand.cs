namespace PrivacyFunctions.Requests;

/// <summary>What it takes to approve a plan: how many members of staff, and how well the requester must be proved for that to be enough.</summary>
/// <param name="People">Members of staff who must approve, each another one.</param>
/// <param name="Points">Data points that the requester must have proved; 0 asks for none.</param>
/// <param name="PeopleOtherwise">Members of staff who must approve while less is proved.</param>
/// <param name="Declaration">Whether the requester must have signed a declaration under penalty of perjury as well.</param>
public sealed record ApprovalDemand(int People, int Points, int PeopleOtherwise, bool Declaration = false)
{
    /// <summary>Any one who may decide.</summary>
    public static ApprovalDemand OnePerson { get; } = new(1, 0, 1);

    /// <summary>How many must approve, as far as the requester is proved.</summary>
    /// <param name="provedPoints">Data points that are proved.</param>
    /// <param name="declared">Whether the declaration was signed.</param>
    public int PeopleFor(int provedPoints, bool declared) => provedPoints >= Points && (declared || !Declaration) ? People : PeopleOtherwise;
}
