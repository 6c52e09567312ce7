namespace PrivacyFunctions.Audit;

/// <summary>The checkpoints of one place in their order, each believed only with a signature by the trusted key.</summary>
internal sealed class CheckpointTrail : IDisposable
{
    private readonly IEnumerator<string> _notes;
    private readonly NoteKey _key;
    private readonly Action<string> _report;
    private long _read;

    /// <param name="place">Names the place.</param>
    /// <param name="notes">What is there.</param>
    /// <param name="key">The key to trust.</param>
    /// <param name="report">Takes what is wrong with a checkpoint.</param>
    public CheckpointTrail(string place, IEnumerable<string> notes, NoteKey key, Action<string> report)
    {
        (Place, _notes, _key, _report) = (place, notes.GetEnumerator(), key, report);
        Advance();
    }

    public string Place { get; }

    /// <summary>The next checkpoint; null when there is none left.</summary>
    public Checkpoint? Next { get; private set; }

    /// <summary>Size of the largest log that was seen here so far, <see cref="Next"/> included.</summary>
    public long Largest { get; private set; }

    /// <summary>Goes on to the next checkpoint.</summary>
    public void Advance()
    {
        Next = null;
        if (!_notes.MoveNext()) return;
        _read++;
        if (Checkpoint.Read(_notes.Current, _key) is not { } checkpoint) _report($"Checkpoint {_read} in {Place} is not one that the trusted key signed.");
        else if (checkpoint.Size < Largest) _report($"Checkpoint {_read} in {Place} is for a smaller log than the one before.");
        else (Next, Largest) = (checkpoint, checkpoint.Size);
    }

    public void Dispose() => _notes.Dispose();
}
