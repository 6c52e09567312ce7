using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Intake;

/// <summary>What a person filed, checked field by field.</summary>
/// <param name="Right">What they ask for.</param>
/// <param name="Party">Who they say they are.</param>
/// <param name="Residence">ISO 3166 code in capitals, or null.</param>
/// <param name="Categories">Data categories asked for; empty means all.</param>
internal sealed record Filing(Right Right, PartyDocument Party, string? Residence, IReadOnlyList<string> Categories)
{
    public override string ToString() => "***";
}
