namespace PrivacyFunctions.Local.Functions;

/// <summary>Functions cannot be run as they are declared. Names every problem at once; the process does not start.</summary>
public sealed class FunctionBindingException(IReadOnlyList<string> problems)
    : Exception("The functions cannot be bound:\n" + string.Join('\n', problems.Select(p => "  " + p)))
{
    /// <summary>One sentence for each problem.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
