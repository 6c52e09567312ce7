using System.CommandLine;

namespace PrivacyFunctions.Local.Commands;

/// <summary>A command of <c>privacy</c>.</summary>
internal class Verb(string name, string description) : Command(name, description)
{
    /// <summary>Commands that work as they stand, shown by <c>--help</c>.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];
}
