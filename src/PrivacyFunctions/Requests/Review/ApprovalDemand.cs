namespace PrivacyFunctions.Requests;

/// <summary>What it takes to approve a plan: how many members of staff, and how well the requester must be proved for that to be enough.</summary>
/// <param name="People">Members of staff who must approve, each another one.</param>
/// <param name="Points">Data points that the requester must have proved; 0 asks for none.</param>
/// <param name="PeopleOtherwise">Members of staff who must approve while fewer points are proved.</param>
public sealed record ApprovalDemand(int People, int Points, int PeopleOtherwise)
{
    /// <summary>Any one who may decide.</summary>
    public static ApprovalDemand OnePerson { get; } = new(1, 0, 1);

    /// <summary>How many must approve a request with that many proved data points.</summary>
    public int PeopleFor(int provedPoints) => provedPoints >= Points ? People : PeopleOtherwise;
}
