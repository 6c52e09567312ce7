using System.Text.Json.Serialization.Metadata;

namespace PrivacyFunctions.Http;

/// <summary>One call of the API, as it is enforced and as <c>openapi.json</c> describes it.</summary>
/// <param name="Name">Operation id, and name of the function.</param>
/// <param name="Method">HTTP method in capitals. A GET also answers HEAD.</param>
/// <param name="Route">Path template without a leading slash.</param>
/// <param name="Audience">Who may call.</param>
/// <param name="Summary">What it does, in one line.</param>
public sealed record ApiOperation(string Name, string Method, string Route, Audience Audience, string Summary)
{
    /// <summary>Shape of the JSON body; null when the call takes none.</summary>
    public BodyShape? Body { get; init; }

    /// <summary>True for a page whose form posts back to it; such calls are not part of the API and read their body themselves.</summary>
    public bool IsForm { get; init; }

    /// <summary>Query parameters and what they mean.</summary>
    public IReadOnlyList<QueryParameter> Query { get; init; } = [];

    /// <summary>The answer when all goes well.</summary>
    public required Reply Success { get; init; }

    /// <summary>True when the answer has an ETag, and <c>If-None-Match</c> with it is answered by 304.</summary>
    public bool HasETag { get; init; }

    /// <summary>True when a part of the answer can be asked for.</summary>
    public bool HasRanges { get; init; }

    /// <summary>What a staff call shows, as the audit log has it.</summary>
    public string Shows { get; init; } = Name;

    /// <summary>True for what a page asks for again and again: staff who watch are logged every few minutes, not at every look.</summary>
    public bool IsPolled { get; init; }

    /// <summary>Types of the problems that this call in particular can answer with.</summary>
    public IReadOnlyList<ProblemType> Problems { get; init; } = [];

    /// <summary>True for a POST: it may carry an <c>Idempotency-Key</c>.</summary>
    public bool MayBeRepeated => Method == "POST";

    public bool IsForStaff => Audience is Audience.Reader or Audience.Operator or Audience.Approver;
}

/// <summary>A query parameter.</summary>
public sealed record QueryParameter(string Name, string Description);

/// <summary>
/// A successful answer: status, what it says, and its JSON body, or the media type of its bytes. The body is described when somebody asks: a start
/// that described them all would take that much longer.
/// </summary>
public sealed record Reply(int Status, string Description, Func<JsonTypeInfo>? Body = null, string MediaType = "application/json");
