using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Ports;

/// <summary>Which requests to list.</summary>
/// <param name="Status">Only these, or null.</param>
/// <param name="Right">Only these, or null.</param>
/// <param name="DueBefore">Only those due before, or null.</param>
/// <param name="Limit">Most items of the page.</param>
/// <param name="Cursor">Where the last page ended, or null.</param>
public sealed record RequestFilter(RequestStatus? Status, Right? Right, DateTimeOffset? DueBefore, int Limit, string? Cursor);

/// <summary>A page of requests; <paramref name="NextCursor"/> is null on the last one.</summary>
public sealed record RequestPage(IReadOnlyList<RightsRequest> Items, string? NextCursor);

/// <summary>A request and its systems as they were at one moment.</summary>
/// <param name="Request">The request.</param>
/// <param name="Systems">Progress rows, ordered by dataset.</param>
/// <param name="Revision">As <see cref="IRequestStore.ReadRevisionAsync"/> gives it.</param>
public sealed record RequestSnapshot(RightsRequest Request, IReadOnlyList<SystemProgress> Systems, string Revision);
