using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;

namespace PrivacyFunctions.Collection;

/// <summary>Makes the keys that a row passes on to later steps.</summary>
internal sealed class KeyEmission(PlanKeys output)
{
    private readonly KeyPaths _paths = new([.. output.Fields.Select(field => field.Segments)]);

    /// <summary>The keys' id in the plan.</summary>
    public string Id => output.Id;

    /// <summary>The current row's keys.</summary>
    /// <param name="row">The row.</param>
    /// <param name="unclear">Called when the row holds values of which it is not clear which belong together, against the map's word.</param>
    public IReadOnlyList<KeyTuple> Of(RowValues row, Action unclear)
    {
        var keys = _paths.Of(row.Of, out var isUnclear);
        if (isUnclear)
        {
            unclear();
        }

        return keys;
    }
}
