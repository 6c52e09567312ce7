namespace PrivacyFunctions.Law;

/// <summary>How the deadlines came about, step by step.</summary>
public sealed record DeadlineExplanation(IReadOnlyList<DeadlineStep> Steps)
{
    /// <summary>The steps as sentences, each with its source in brackets.</summary>
    public IReadOnlyList<string> Sentences => [.. Steps.Select(step => step.Source.Length == 0 ? step.Sentence : $"{step.Sentence} ({step.Source})")];

    public bool Equals(DeadlineExplanation? other) => other is not null && Steps.SequenceEqual(other.Steps);

    public override int GetHashCode() => Steps.Count;
}
