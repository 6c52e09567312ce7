using PrivacyFunctions.Local.Storage;

namespace PrivacyFunctions.Local.Stores;

/// <summary>Under which number a budget is counted, by its name and subject.</summary>
public sealed class KnownBudgets
{
    private readonly MemoryIndex _index = new(static session => session.Query(
        "SELECT name, subject, number FROM budgets ORDER BY number",
        static row => (MemoryIndex.KeyOf(row.Text(0), row.Text(1)), row.Number(2))));

    internal long? Find(SqliteSession session, string name, string subject) => _index.Find(session, MemoryIndex.KeyOf(name, subject));

    internal void Add(SqliteSession session, string name, string subject, long number) => _index.Add(session, MemoryIndex.KeyOf(name, subject), number);

    internal void Remove(SqliteSession session, string name, string subject, long number) =>
        _index.Remove(session, MemoryIndex.KeyOf(name, subject), number);
}
