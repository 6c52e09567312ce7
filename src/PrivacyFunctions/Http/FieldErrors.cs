namespace PrivacyFunctions.Http;

/// <summary>Collects what is wrong with the input, field by field, so that one answer names everything.</summary>
public sealed class FieldErrors
{
    private readonly SortedDictionary<string, List<string>> _errors = new(StringComparer.Ordinal);

    public bool Any => _errors.Count > 0;

    public void Add(string field, string message)
    {
        if (!_errors.TryGetValue(field, out var messages)) _errors[field] = messages = [];
        if (!messages.Contains(message)) messages.Add(message);
    }

    public Problem ToProblem() => ToProblem(ProblemType.InvalidInput);

    /// <summary>The errors as a problem of another kind than bad input.</summary>
    public Problem ToProblem(ProblemType type) => new(type, "Correct the fields named in 'errors' and send it again.")
    {
        Errors = _errors.ToDictionary(e => e.Key, IReadOnlyList<string> (e) => e.Value),
    };
}
