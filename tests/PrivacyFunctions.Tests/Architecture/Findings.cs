namespace PrivacyFunctions.Tests.Architecture;

/// <summary>Compares what a rule found; a failure shows all of it.</summary>
internal static class Findings
{
    public static void None(IEnumerable<string> found) => Are([], found);

    public static void Are(IReadOnlyList<string> expected, IEnumerable<string> found)
    {
        var actual = found.ToList();
        if (!expected.SequenceEqual(actual))
            Assert.Fail($"Found:\n{string.Join('\n', actual)}\nnot:\n{string.Join('\n', expected)}");
    }
}
