using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.Connectors.Sql;

/// <summary>Compares a candidate row with the keys of the loosely asked sets.</summary>
internal sealed class CandidateCheck
{
    private readonly IReadOnlyList<CandidateSet> _sets;

    /// <summary>Prepares the comparison.</summary>
    /// <param name="sets">Those sets, each with the digests of its keys.</param>
    public CandidateCheck(IReadOnlyList<(TargetSet Set, KeyDigests Keys)> sets)
    {
        Evidence = [.. sets.SelectMany(set => set.Set.Targets).DistinctBy(target => (target.Column.Name, target.TakenApart))];
        _sets = [.. sets.Select(set => new CandidateSet(set.Set, set.Keys, Evidence))];
    }

    /// <summary>The targets whose columns must be given, in order; each column once as it is, and once as a document.</summary>
    public IReadOnlyList<KeyTarget> Evidence { get; }

    /// <summary>Whether any set holds a key of the row.</summary>
    /// <param name="values">The columns of <see cref="Evidence"/>.</param>
    public bool Matches(IReadOnlyList<ColumnValue> values) => _sets.Any(set => set.Matches(values));

    private sealed class CandidateSet
    {
        private readonly TargetSet _set;
        private readonly KeyDigests _keys;
        private readonly KeyPaths _paths;
        private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);
        private readonly string[] _canonical;

        public CandidateSet(TargetSet set, KeyDigests keys, IReadOnlyList<KeyTarget> evidence)
        {
            (_set, _keys, _canonical) = (set, keys, new string[set.Targets.Count]);
            _paths = new KeyPaths([.. set.Targets.Select(target => (IReadOnlyList<string>)[target.Column.Name, .. target.Path])]);
            foreach (var target in set.Targets)
            {
                _columns[target.Column.Name] = evidence.Index().First(given => given.Item.Column.Name == target.Column.Name && given.Item.TakenApart == target.TakenApart).Index;
            }
        }

        public bool Matches(IReadOnlyList<ColumnValue> values) => _paths.Of(column => values[_columns[column]], out _).Any(IsKey);

        private bool IsKey(KeyTuple key)
        {
            for (var i = 0; i < _canonical.Length; i++)
            {
                if (KeyCanon.Of(key.Values[i].Text, _set.Targets[i].Comparison) is not { } canonical) return false;
                _canonical[i] = canonical;
            }

            return _keys.Contains(_canonical);
        }
    }
}
