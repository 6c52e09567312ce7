namespace PrivacyFunctions.Connectors.Sql;

/// <summary>Compares a candidate row with the keys of the loosely asked sets.</summary>
/// <param name="sets">Those sets, each with the digests of its keys.</param>
internal sealed class CandidateCheck(IReadOnlyList<(TargetSet Set, KeyDigests Keys)> sets)
{
    /// <summary>The targets whose values must be given, in order.</summary>
    public IReadOnlyList<KeyTarget> Targets { get; } = [.. sets.SelectMany(set => set.Set.Targets)];

    /// <summary>Whether any set holds a key equal to the row's values.</summary>
    /// <param name="values">For each of <see cref="Targets"/>, the key texts found in the row.</param>
    public bool Matches(IReadOnlyList<IReadOnlyList<string>> values)
    {
        var first = 0;
        foreach (var (set, keys) in sets)
        {
            if (Matches(set, keys, values, first, 0, new string[set.Targets.Count])) return true;
            first += set.Targets.Count;
        }

        return false;
    }

    private static bool Matches(
        TargetSet set, KeyDigests keys, IReadOnlyList<IReadOnlyList<string>> values, int first, int depth, string[] chosen)
    {
        if (depth == chosen.Length) return keys.Contains(chosen);
        if (chosen.Length > 1 && set.Targets[depth].InDocument && values[first + depth].Distinct().Skip(1).Any()) return false;
        foreach (var value in values[first + depth])
        {
            if (Connecting.KeyCanon.Of(value, set.Targets[depth].Comparison) is not { } canonical) continue;
            chosen[depth] = canonical;
            if (Matches(set, keys, values, first, depth + 1, chosen)) return true;
        }

        return false;
    }
}
