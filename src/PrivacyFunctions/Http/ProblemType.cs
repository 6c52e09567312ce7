namespace PrivacyFunctions.Http;

/// <summary>A kind of problem: its stable name, HTTP status and title (RFC 9457).</summary>
public sealed record ProblemType(string Name, int Status, string Title)
{
    /// <summary>What the names are appended to. It is an identifier: nothing needs to be there.</summary>
    public const string Base = "https://privacyfunctions.example/problems/";

    public static readonly ProblemType InvalidInput = new("invalid-input", 400, "The input is not valid.");
    public static readonly ProblemType Unauthorized = new("unauthorized", 401, "A valid staff token is needed.");
    public static readonly ProblemType Forbidden = new("forbidden", 403, "The role for this is missing.");
    public static readonly ProblemType NotFound = new("not-found", 404, "There is nothing here.");
    public static readonly ProblemType MethodNotAllowed = new("method-not-allowed", 405, "This method is not possible here.");
    public static readonly ProblemType WrongState = new("wrong-state", 409, "The request is not in a state for this.");
    public static readonly ProblemType PlanChanged = new("plan-changed", 409, "This is not the plan that waits for a decision.");
    public static readonly ProblemType CodeDead = new("code-dead", 410, "The code is used up or expired.");
    public static readonly ProblemType BundleExpired = new("bundle-expired", 410, "The bundle is no longer given out.");
    public static readonly ProblemType DownloadTokenExpired = new("download-token-expired", 410, "The download token has expired.");
    public static readonly ProblemType TooLarge = new("too-large", 413, "The body is too large.");
    public static readonly ProblemType UnsupportedMedia = new("unsupported-media-type", 415, "The body must be JSON.");
    public static readonly ProblemType WrongCode = new("wrong-code", 422, "The code is wrong.");
    public static readonly ProblemType KeyReused = new("idempotency-key-reused", 422, "The idempotency key was used with another body.");
    public static readonly ProblemType RightUnsupported = new("right-unsupported", 422, "This right cannot be exercised here yet.");
    public static readonly ProblemType RelationshipUnsupported = new("relationship-unsupported", 422, "Requests for others cannot be filed here yet.");
    public static readonly ProblemType RuleRefused = new("refused-by-rule", 422, "A rule refuses this.");
    public static readonly ProblemType TooMany = new("too-many-requests", 429, "There were too many calls.");
    public static readonly ProblemType Internal = new("internal-error", 500, "Something went wrong on our side.");
    public static readonly ProblemType StorageFull = new("storage-full", 503, "There is no room left to take requests.");
    public static readonly ProblemType NotBuilt = new("not-built", 501, "This cannot be done here yet.");

    public string Uri => Base + Name;
}
