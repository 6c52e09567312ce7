using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Local.Stores;

/// <summary>The statements on table <c>budgets</c>.</summary>
internal static class BudgetTable
{
    private const string OfSubject = "number = ?1 AND name = ?2 AND subject = ?3";

    /// <summary>The first budget that is spent, or null. It asks about all of them either way.</summary>
    public static CommitResult.LimitReached? FindSpent(SqliteSession session, KnownBudgets known, IReadOnlyList<LimitDraw> draws, DateTimeOffset now)
    {
        CommitResult.LimitReached? spent = null;
        foreach (var draw in draws)
        {
            var ends = session.First(
                $"SELECT ends_at FROM budgets WHERE {OfSubject} AND used >= ?4 AND ends_at > ?5",
                static row => row.TimeOrNull(0), known.Find(session, draw.Name, draw.Subject), draw.Name, draw.Subject, draw.Most, now);
            if (ends is { } open) spent ??= new CommitResult.LimitReached(draw.Name, open - now);
        }

        return spent;
    }

    public static void Draw(SqliteSession session, KnownBudgets known, IReadOnlyList<LimitDraw> draws, DateTimeOffset now, int by = 1)
    {
        foreach (var draw in draws)
        {
            var found = session.Execute(
                $"""
                UPDATE budgets SET used = CASE WHEN ends_at > ?5 THEN used + ?6 ELSE ?6 END, ends_at = CASE WHEN ends_at > ?5 THEN ends_at ELSE ?4 END
                WHERE {OfSubject}
                """,
                known.Find(session, draw.Name, draw.Subject), draw.Name, draw.Subject, now + draw.Window, now, by);
            if (found == 0) Begin(session, known, draw, now + draw.Window, by);
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

    private static void Begin(SqliteSession session, KnownBudgets known, LimitDraw draw, DateTimeOffset ends, int by)
    {
        session.Execute("INSERT INTO budgets (name, subject, used, ends_at) VALUES (?1, ?2, ?4, ?3)", draw.Name, draw.Subject, ends, by);
        known.Add(session, draw.Name, draw.Subject, session.LastInsertRowId);
    }
}
