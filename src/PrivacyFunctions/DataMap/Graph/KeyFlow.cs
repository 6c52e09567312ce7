namespace PrivacyFunctions.DataMap;

/// <summary>Values of one or more fields that flow together into as many fields of another collection.</summary>
internal sealed class KeyFlow
{
    public required CollectionAddress From { get; init; }

    public required CollectionAddress To { get; init; }

    public required IReadOnlyList<FieldPath> Sources { get; init; }

    public required IReadOnlyList<FieldPath> Targets { get; init; }

    /// <summary>Whether the rows reached may belong to several people: they are returned but lead nowhere.</summary>
    public required bool Shared { get; init; }

    /// <summary>Whether it counts as shared only because the target's system did not say what its keys are.</summary>
    public bool Suspected { get; init; }

    /// <summary>Where the reference (the first of a composite one) is written.</summary>
    public required MapPosition At { get; init; }

    /// <summary>Source and target spelled out: the order in which flows are considered everywhere.</summary>
    public string Name { get => field ??= $"{Side(From, Sources)} → {Side(To, Targets)}"; }

    /// <summary>Whether this is the other the other way round.</summary>
    public bool Mirrors(KeyFlow other) =>
        From == other.To && To == other.From && Sources.SequenceEqual(other.Targets) && Targets.SequenceEqual(other.Sources);

    public static string Side(CollectionAddress collection, IReadOnlyList<FieldPath> paths) =>
        paths.Count == 1 ? $"{collection}.{paths[0]}" : $"{collection}.({string.Join(", ", paths)})";
}
