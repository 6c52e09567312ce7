using PrivacyFunctions.Local.Storage;

namespace PrivacyFunctions.Local.Stores;

/// <summary>Under which number the answer to a call was saved, by the call's hash.</summary>
public sealed class KnownCalls
{
    private readonly MemoryIndex _index = new(static session => session.Query(
        "SELECT call_hash, number FROM saved_answers INDEXED BY saved_answers_in_order ORDER BY number",
        static row => (MemoryIndex.KeyOf(row.Text(0)), row.Number(1))));

    internal long? Find(SqliteSession session, string callHash) => _index.Find(session, MemoryIndex.KeyOf(callHash));

    internal void Add(SqliteSession session, string callHash, long number) => _index.Add(session, MemoryIndex.KeyOf(callHash), number);

    internal void Remove(SqliteSession session, string callHash, long number) => _index.Remove(session, MemoryIndex.KeyOf(callHash), number);
}
