namespace PrivacyFunctions.Settings;

/// <summary>The settings do not allow a start; the message names every problem.</summary>
public sealed class InvalidSettingsException(IReadOnlyCollection<string> problems)
    : Exception("The settings are not right:" + string.Concat(problems.Select(p => Environment.NewLine + "- " + p)))
{
    public IReadOnlyCollection<string> Problems { get; } = problems;
}
