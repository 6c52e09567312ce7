using PrivacyFunctions.DataMap;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Intake;

/// <summary>The identity names of the data map. An e-mail address is always one: codes are mailed to it.</summary>
public sealed class KnownIdentities
{
    private readonly SortedSet<string> _names = new(StringComparer.Ordinal) { Identity.Email };

    public KnownIdentities(PrivacyMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        foreach (var field in map.Datasets.SelectMany(d => d.Collections).SelectMany(c => c.Fields)) Add(field);
        foreach (var vouch in map.Vouches) _names.Add(vouch.Identity.Value);
    }

    public IReadOnlyCollection<string> Names => _names;

    public bool Contains(string name) => _names.Contains(name);

    private void Add(DatasetField field)
    {
        if (field.Identity is { } identity) _names.Add(identity.Value);
        foreach (var nested in field.Fields) Add(nested);
    }
}
