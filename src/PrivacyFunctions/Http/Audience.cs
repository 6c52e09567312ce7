namespace PrivacyFunctions.Http;

/// <summary>Who may make a call.</summary>
public enum Audience
{
    /// <summary>Anyone; no secret is asked for.</summary>
    Anyone,

    /// <summary>The holder of the request's tracking token; anyone else finds nothing there.</summary>
    TrackingToken,

    /// <summary>The holder of a download token of the request; anyone else finds nothing there.</summary>
    DownloadToken,

    /// <summary>The holder of the token that the notice of a deletion carries; anyone else finds nothing there.</summary>
    NotMeToken,

    /// <summary>Staff that may look.</summary>
    Reader,

    /// <summary>Staff that may act.</summary>
    Operator,

    /// <summary>Staff that may decide.</summary>
    Approver,
}
