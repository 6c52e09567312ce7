using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Local.Stores;

/// <summary>Saved answers in the local database. The sweep also forgets budgets whose window has ended.</summary>
public sealed class SqliteSavedAnswers(SqliteDatabase database, KnownCalls calls, KnownBudgets budgets, TimeProvider time) : ISavedAnswers
{
    public Task<SavedAnswer?> FindAsync(string callHash, CancellationToken cancellation) =>
        database.ReadAsync(session => AnswerTable.Find(session, calls, callHash, time.GetUtcNow()), cancellation);

    public Task<int> SweepAsync(CancellationToken cancellation) => database.WriteAsync(
        session => AnswerTable.Forget(session, calls, time.GetUtcNow()) + BudgetTable.Forget(session, budgets, time.GetUtcNow()), cancellation);
}
