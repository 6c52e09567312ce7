using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Local.Stores;

/// <summary>The statements on table <c>budgets</c>.</summary>
internal static class BudgetTable
{
    /// <summary>The first budget that is spent, or null. It asks about all of them either way.</summary>
    public static CommitResult.LimitReached? FindSpent(SqliteSession session, IReadOnlyList<LimitDraw> draws, DateTimeOffset now)
    {
        CommitResult.LimitReached? spent = null;
        foreach (var draw in draws)
        {
            var ends = session.First(
                "SELECT ends_at FROM budgets WHERE name = ?1 AND subject = ?2 AND used >= ?3 AND ends_at > ?4",
                static row => row.TimeOrNull(0), draw.Name, draw.Subject, draw.Most, now);
            if (ends is { } open) spent ??= new CommitResult.LimitReached(draw.Name, open - now);
        }

        return spent;
    }

    public static void Draw(SqliteSession session, IReadOnlyList<LimitDraw> draws, DateTimeOffset now, int by = 1)
    {
        foreach (var draw in draws)
        {
            session.Execute(
                """
                INSERT INTO budgets (name, subject, used, ends_at) VALUES (?1, ?2, ?5, ?3)
                ON CONFLICT (name, subject) DO UPDATE SET
                    used = CASE WHEN ends_at > ?4 THEN used + ?5 ELSE ?5 END,
                    ends_at = CASE WHEN ends_at > ?4 THEN ends_at ELSE excluded.ends_at END
                """,
                draw.Name, draw.Subject, now + draw.Window, now, by);
        }
    }

    public static int Forget(SqliteSession session, DateTimeOffset now) => session.Execute("DELETE FROM budgets WHERE ends_at <= ?1", now);
}
