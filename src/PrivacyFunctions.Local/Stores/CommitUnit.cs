using PrivacyFunctions.Local.Audit;
using PrivacyFunctions.Local.Keys;
using PrivacyFunctions.Local.Messaging;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Local.Stores;

/// <summary>One <see cref="RequestCommit"/> as statements: everything that can refuse it is asked before the first write.</summary>
public sealed class CommitUnit(MessageBroker broker, AuditEntryTable log, KnownCalls calls, KnownBudgets budgets, TimeProvider time)
{
    internal CommitResult Run(SqliteSession session, RequestCommit commit, RequestRow row, CommitAudit audit)
    {
        var now = time.GetUtcNow();
        if (commit.Answer is { } call && AnswerTable.Find(session, calls, call.CallHash, now) is { } before)
            return new CommitResult.AnsweredBefore(before);
        if (BudgetTable.FindSpent(session, budgets, commit.Limits, now) is { } spent) return spent;
        if (RequestTable.Put(session, row) is not { } stored) return new CommitResult.Conflict();
        BudgetTable.Draw(session, budgets, commit.Limits, now);
        if (row.Version > 0) RetentionTable.Put(session, stored.Number, row.Retained);
        if (commit.NewKeys is { } keys) DataKeyTable.Insert(session, stored.Number, keys, now);
        foreach (var (name, content) in commit.Documents) PutDocument(session, stored.Number, name, content);
        foreach (var message in commit.Messages) Send(session, stored.Number, message, now);
        audit.Append(session, log, stored);
        if (commit.Answer is { } answer) AnswerTable.Add(session, calls, answer);
        return new CommitResult.Committed(row.Version + 1);
    }

    private static void PutDocument(SqliteSession session, long request, string name, byte[]? content)
    {
        if (content is null) session.Execute("DELETE FROM request_documents WHERE request = ?1 AND name = ?2", request, name);
        else session.Execute(
            "INSERT INTO request_documents (request, name, content) VALUES (?1, ?2, ?3) ON CONFLICT (request, name) DO UPDATE SET content = excluded.content",
            request, name, content);
    }

    private void Send(SqliteSession session, long request, OutboxMessage message, DateTimeOffset now)
    {
        var spent = BudgetTable.FindSpent(session, budgets, message.Limits, now) is not null;
        BudgetTable.Draw(session, budgets, message.Limits, now, spent ? 0 : 1);
        switch (message)
        {
            case OutboxMessage.Bus bus when !spent:
                broker.Send(session, new OutgoingMessage(bus.Entity, bus.Id, bus.Body, bus.NotBefore));
                break;
            case OutboxMessage.Notice notice:
                // One that is not to leave is written all the same: how long the step takes tells nobody.
                NoticeTable.Insert(session, request, notice, now, muted: spent);
                break;
        }
    }
}
