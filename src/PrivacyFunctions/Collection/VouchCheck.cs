using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Collection;

/// <summary>Compares a vouching field with the identity that was claimed.</summary>
internal sealed class VouchCheck(PlanStep step, PlanVouch vouch, PartyDocument parties)
{
    private readonly FieldReading _field = new(step, vouch.Field);
    private readonly string? _claimed = KeyCanon.Of(parties.Identities[vouch.Identity].Value, vouch.Comparison);

    /// <summary>The identity's name.</summary>
    public string Identity => vouch.Identity;

    /// <summary>Whether the current row holds the claimed value.</summary>
    public bool Holds(IRecordReader reader, RowDocuments documents) =>
        _claimed is not null && _field.Values(reader, documents).Any(value => KeyCanon.Of(value.Text, vouch.Comparison) == _claimed);
}
