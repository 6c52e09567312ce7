namespace PrivacyFunctions.Http;

/// <summary>Something that keeps a call from being answered as hoped. Never repeats what the caller sent.</summary>
/// <param name="Type">What kind.</param>
/// <param name="Detail">A sentence with the remedy.</param>
public sealed record Problem(ProblemType Type, string Detail)
{
    /// <summary>Every wrong field and what is wrong with it.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Errors { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public int? RemainingAttempts { get; init; }

    /// <summary>Where to turn instead.</summary>
    public string? Contact { get; init; }

    /// <summary>Nothing there, or nothing for this caller: nobody can tell which.</summary>
    public static Problem NothingHere { get; } = new(ProblemType.NotFound, "Check the address and the token.");

    /// <summary>A budget is spent.</summary>
    public static Problem TooMany(TimeSpan retryAfter) =>
        new(ProblemType.TooMany, "Wait as long as the header 'Retry-After' says.") { RetryAfter = retryAfter };

    internal ProblemBody ToBody() => new(Type.Uri, Type.Title, Type.Status, Detail, Errors, RemainingAttempts, Contact);
}

/// <summary>A problem as it is sent (<c>application/problem+json</c>).</summary>
/// <param name="Type">A stable URI that names the kind of problem.</param>
/// <param name="Title">The kind in words.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">This occurrence and what to do.</param>
/// <param name="Errors">Every wrong field with its messages.</param>
/// <param name="RemainingAttempts">How many tries the code has left.</param>
/// <param name="Contact">Where to turn instead.</param>
public sealed record ProblemBody(
    string Type,
    string Title,
    int Status,
    string Detail,
    IReadOnlyDictionary<string, IReadOnlyList<string>>? Errors,
    int? RemainingAttempts,
    string? Contact);
