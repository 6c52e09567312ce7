using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Collection;

/// <summary>Compares a vouching field with the identity that was claimed.</summary>
internal sealed class VouchCheck(PlanVouch vouch, PartyDocument parties)
{
    private readonly KeyPaths _field = new([vouch.Field.Segments]);
    private readonly string? _claimed = KeyCanon.Of(parties.Identities[vouch.Identity].Value, vouch.Comparison);

    /// <summary>The identity's name.</summary>
    public string Identity => vouch.Identity;

    /// <summary>Whether the current row holds the claimed value.</summary>
    public bool Holds(RowValues row) =>
        _claimed is not null && _field.Of(row.Of, out _).Any(key => KeyCanon.Of(key.Values[0].Text, vouch.Comparison) == _claimed);
}
