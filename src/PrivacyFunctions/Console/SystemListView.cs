namespace PrivacyFunctions.StaffConsole;

/// <summary>The connected systems.</summary>
/// <param name="Items">One for each dataset of the data map.</param>
/// <param name="NextCursor">Always absent: there is one page.</param>
public sealed record SystemListView(IReadOnlyList<SystemView> Items, string? NextCursor = null);

/// <summary>A connected system.</summary>
/// <param name="Dataset">Its key in the data map.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Kind of its connector; absent when the map does not connect it.</param>
/// <param name="Role"><c>controller</c> or <c>processor</c>.</param>
/// <param name="Connected">Whether it answered when last asked.</param>
/// <param name="CheckedAt">When that was.</param>
/// <param name="Error">What failed then.</param>
/// <param name="Collections">How many collections are mapped.</param>
/// <param name="Can">The rights that are carried out there; none where it is held for somebody else.</param>
public sealed record SystemView(
    string Dataset,
    string? Name,
    string? Kind,
    string? Role,
    bool Connected,
    DateTimeOffset? CheckedAt,
    ErrorView? Error,
    int Collections,
    IReadOnlyList<string> Can);
