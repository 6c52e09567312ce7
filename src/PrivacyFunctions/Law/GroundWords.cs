namespace PrivacyFunctions.Law;

/// <summary>Each ground as a sentence for the person.</summary>
public static class GroundWords
{
    /// <summary>What the ground means, in plain words.</summary>
    public static string Of(Ground ground) => ground switch
    {
        Ground.LegalObligation => "A law obliges us to keep this.",
        Ground.LegalClaims => "It is needed to establish, exercise or defend legal claims.",
        Ground.LegalHold => "It must be preserved for proceedings that are under way.",
        Ground.Expression => "It is protected by freedom of expression and information.",
        Ground.PublicInterest => "It serves a task in the public interest.",
        Ground.PublicHealth => "It is needed in the interest of public health.",
        Ground.Research => "It is needed for archiving, research or statistics.",
        Ground.Contract => "It is needed for a contract or a service that you asked for.",
        Ground.Security => "It is needed to keep systems and accounts secure.",
        Ground.Debug => "It is needed to find and repair faults.",
        Ground.InternalUse => "It is used internally in a way that you can expect.",
        Ground.RightsOfOthers => "It would harm the rights of other people.",
        Ground.Confidentiality => "It is confidential.",
        Ground.Shared => "It may belong to other people too.",
        Ground.Processor => "We hold it on behalf of somebody else: ask them.",
        Ground.ReferencedByRetained => "Something that we must keep refers to it.",
        Ground.Unverified => "We could not make sure that it is you who asks.",
        Ground.Excessive => "The request is manifestly unfounded or excessive.",
        Ground.NotCovered => "The law does not give this right in this case.",
        _ => throw new ArgumentOutOfRangeException(nameof(ground)),
    };
}
