namespace PrivacyFunctions.Connecting;

/// <summary>What a change did: committed, and counted by the system itself.</summary>
public sealed record ChangeResult
{
    /// <summary>Nothing.</summary>
    public static ChangeResult None { get; } = new();

    /// <summary>Rows that were there and matched; <see cref="Deleted"/> and <see cref="Masked"/> together.</summary>
    public long Matched { get; init; }

    /// <summary>Rows that went.</summary>
    public long Deleted { get; init; }

    /// <summary>Rows that stayed and whose values were replaced, but for those that <see cref="NotMasked"/> names.</summary>
    public long Masked { get; init; }

    /// <summary>Fields that could not be masked in some rows.</summary>
    public IReadOnlyList<UnmaskedField> NotMasked { get; init; } = [];

    /// <summary>Rows that the system changed along with these, in tables that the change allowed.</summary>
    public IReadOnlyList<AlsoChanged> Others { get; init; } = [];

    /// <summary>Both together.</summary>
    public static ChangeResult operator +(ChangeResult left, ChangeResult right) => new()
    {
        Matched = left.Matched + right.Matched,
        Deleted = left.Deleted + right.Deleted,
        Masked = left.Masked + right.Masked,
        NotMasked = [.. left.NotMasked.Concat(right.NotMasked).GroupBy(field => (field.Field, field.Code)).Select(same => same.First() with { Rows = same.Sum(field => field.Rows) })],
        Others = [.. left.Others.Concat(right.Others).GroupBy(other => other.Table).Select(same => new AlsoChanged(same.Key, same.Sum(other => other.Deleted), same.Sum(other => other.Updated)))],
    };

    /// <summary>Both together.</summary>
    public static ChangeResult Add(ChangeResult left, ChangeResult right) => left + right;
}
