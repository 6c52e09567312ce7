using System.Collections.Concurrent;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Local.Stores;

/// <summary>
/// Requests as they were last read. Every read still asks the database for the version: what is saved is making the object again, which holds
/// no personal data and never changes.
/// </summary>
internal sealed class KnownRequests
{
    private const int Most = 1024;

    private readonly ConcurrentDictionary<string, RightsRequest> _known = new(StringComparer.Ordinal);

    /// <summary>The request in a row whose columns are version and document.</summary>
    public RightsRequest Read(SqliteRow row, string id)
    {
        var version = row.Number(0);
        if (_known.TryGetValue(id, out var known) && known.Version == version) return known;
        if (_known.Count >= Most) _known.Clear();
        return _known[id] = RequestTable.Read(row.Raw(1), version);
    }
}
