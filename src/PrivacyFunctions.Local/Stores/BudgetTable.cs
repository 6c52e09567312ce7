using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Local.Stores;

/// <summary>The statements on table <c>budgets</c>.</summary>
internal static class BudgetTable
{
    /// <summary>The first budget that is spent, or null. It asks about all of them either way.</summary>
    public static CommitResult.LimitReached? FindSpent(SqliteSession session, KnownBudgets known, IReadOnlyList<LimitDraw> draws, DateTimeOffset now)
    {
        CommitResult.LimitReached? spent = null;
        foreach (var draw in draws)
        {
            var ends = session.First(
                "SELECT ends_at FROM budgets WHERE number = ?1 AND name = ?2 AND subject = ?3 AND used >= ?4 AND ends_at > ?5",
                static row => row.TimeOrNull(0), known.Find(session, draw.Name, draw.Subject), draw.Name, draw.Subject, draw.Most, now);
            if (ends is { } open) spent ??= new CommitResult.LimitReached(draw.Name, open - now);
        }

        return spent;
    }

    /// <summary>Draws on every budget: one statement each, whether it was in use before or not.</summary>
    public static void Draw(SqliteSession session, KnownBudgets known, IReadOnlyList<LimitDraw> draws, DateTimeOffset now, int by = 1)
    {
        foreach (var draw in draws)
        {
            var number = known.Find(session, draw.Name, draw.Subject);
            var drawn = Put(session, number, draw, now, by) ?? Put(session, null, draw, now, by) ?? throw new InvalidOperationException("A budget was not drawn.");
            if (drawn != number) known.Add(session, draw.Name, draw.Subject, drawn);
        }
    }

    public static int Forget(SqliteSession session, KnownBudgets known, DateTimeOffset now)
    {
        var gone = session.Query(
            "DELETE FROM budgets WHERE ends_at <= ?1 RETURNING name, subject, number",
            static row => (Name: row.Text(0), Subject: row.Text(1), Number: row.Number(2)),
            now);
        foreach (var budget in gone) known.Remove(session, budget.Name, budget.Subject, budget.Number);
        return gone.Count;
    }

    /// <summary>The number of the budget; null when the number belongs to another by now.</summary>
    private static long? Put(SqliteSession session, long? number, LimitDraw draw, DateTimeOffset now, int by) => session.Scalar(
        """
        INSERT INTO budgets (number, name, subject, used, ends_at) VALUES (?1, ?2, ?3, ?6, ?4)
        ON CONFLICT (number) DO UPDATE SET
            used = CASE WHEN ends_at > ?5 THEN used + ?6 ELSE ?6 END,
            ends_at = CASE WHEN ends_at > ?5 THEN ends_at ELSE excluded.ends_at END
        WHERE name = excluded.name AND subject = excluded.subject
        RETURNING number
        """,
        number, draw.Name, draw.Subject, now + draw.Window, now, by);
}
