using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Local.Stores;

/// <summary>The statements on table <c>request_retention</c>.</summary>
internal static class RetentionTable
{
    /// <summary>Replaces the parts of a request, unless they are the same.</summary>
    public static void Put(SqliteSession session, long request, IReadOnlyList<RetainedPart> parts)
    {
        var before = session.Query("SELECT kind, since FROM request_retention WHERE request = ?1 ORDER BY kind", Read, request);
        if (before.SequenceEqual(parts.OrderBy(part => part.Kind))) return;
        session.Execute("DELETE FROM request_retention WHERE request = ?1", request);
        foreach (var part in parts)
            session.Execute("INSERT INTO request_retention (request, kind, since) VALUES (?1, ?2, ?3)", request, (int)part.Kind, part.Since);
    }

    public static List<RightsRequest> Due(SqliteSession session, RetentionKind kind, DateTimeOffset before, int most) => session.Query(
        """
        SELECT r.version, r.document FROM request_retention p JOIN requests r ON r.number = p.request
        WHERE p.kind = ?1 AND p.since <= ?2 ORDER BY p.since, p.request LIMIT ?3
        """,
        static row => RequestTable.Read(row.Raw(1), row.Number(0)), (int)kind, before, most);

    /// <summary>Removes documents, progress and unsent notices; returns how many rows went.</summary>
    public static long Strip(SqliteSession session, RequestId id) =>
        (long)session.Execute("DELETE FROM request_documents WHERE request = (SELECT number FROM requests WHERE id = ?1)", id.Value)
        + session.Execute("DELETE FROM system_progress WHERE request_id = ?1", id.Value)
        + session.Execute("DELETE FROM notices WHERE request = (SELECT number FROM requests WHERE id = ?1)", id.Value);

    /// <summary>Removes everything about a request. The newest stays until there is a newer one, so that its number is never given again.</summary>
    public static bool Delete(SqliteSession session, RequestId id)
    {
        if (session.Scalar("SELECT number FROM requests WHERE id = ?1 AND number < (SELECT max(number) FROM requests)", id.Value) is not { } request) return false;
        Strip(session, id);
        session.Execute("DELETE FROM data_keys WHERE request = ?1", request);
        session.Execute("DELETE FROM request_retention WHERE request = ?1", request);
        return session.Execute("DELETE FROM requests WHERE number = ?1", request) == 1;
    }

    private static RetainedPart Read(SqliteRow row) => new((RetentionKind)row.Whole(0), row.Time(1));
}
