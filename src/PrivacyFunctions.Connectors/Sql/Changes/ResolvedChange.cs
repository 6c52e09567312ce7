using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.Connectors.Sql.Changes;

/// <summary>A change whose every name was found in the live catalogue.</summary>
internal sealed record ResolvedChange
{
    /// <summary>What was asked.</summary>
    public required RecordChange Change { get; init; }

    /// <summary>The table.</summary>
    public required CatalogueTable Table { get; init; }

    /// <summary>All tables of the system.</summary>
    public required IReadOnlyList<CatalogueTable> Tables { get; init; }

    /// <summary>The rows.</summary>
    public required IReadOnlyList<TargetSet> Sets { get; init; }

    /// <summary>Foreign keys, of any table, that let no row of this one go while rows refer to it.</summary>
    public required IReadOnlyList<Referrer> Referrers { get; init; }

    /// <summary>How rows are masked, all of them or those that cannot go; null where none is.</summary>
    public required MaskPlan? Masks { get; init; }

    /// <summary>Whether rows go, apart from those that cannot.</summary>
    public bool Deletes => Change is RecordChange.Delete;

    /// <summary>Whether the system must be asked which rows cannot go.</summary>
    public bool Keeps => Deletes && Masks is not null && Referrers.Count > 0;

    /// <summary>Whether each key names at most one row, so that keys can be taken in chunks.</summary>
    public bool Keyed => Sets is [{ Strict: true }];

    /// <summary>Whether rows found by search are taken in chunks: only rows that all go, or the same ones would be found again.</summary>
    public bool ChunksByRows => !Keyed && Deletes && !Keeps && ChunkRows < int.MaxValue;

    /// <summary>Most rows to find next: a chunk, or in the last one a row more than is planned, which would show that there are too many.</summary>
    public int Limit(ChangeResult done)
    {
        var left = Change.MostRows - done.Matched;
        return !ChunksByRows ? int.MaxValue : left <= ChunkRows ? (int)left + 1 : ChunkRows;
    }

    /// <summary>Whether rows found are only candidates.</summary>
    public bool Verified => Sets.Any(set => set.Verified);

    /// <summary>Most rows of one transaction. Rows that refer to each other go together, or one would stand in the other's way.</summary>
    public int ChunkRows => Table.ForeignKeys.Any(key => key.ReferencedTable == Table.Name) ? int.MaxValue : Math.Max(1, Change.ChunkRows);

    /// <summary>Matches every name exactly.</summary>
    /// <exception cref="ConnectorFailure">A name is not in the catalogue.</exception>
    /// <exception cref="ArgumentException">The change has no key predicate.</exception>
    public static ResolvedChange Resolve(RecordChange change, CatalogueTable? table, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentOutOfRangeException.ThrowIfNegative(change.MostRows);
        var query = ResolvedQuery.Resolve(change.Rows, table);
        var masking = change switch
        {
            RecordChange.Delete delete => delete.Instead,
            RecordChange.Mask mask => mask.Masking,
            _ => throw new ArgumentException("The change is of an unknown kind.", nameof(change)),
        };
        return new ResolvedChange
        {
            Change = change,
            Table = query.Table,
            Tables = catalogue.Tables,
            Sets = query.Sets is [var only] && only.NamesRowsOf(query.Table) ? [only with { Strict = true }] : query.Sets,
            Referrers = [.. Referrer.Of(query.Table, catalogue, change is RecordChange.Delete { Protecting: var protecting } ? protecting : [])],
            Masks = masking is null ? null : MaskPlan.Of(masking, query.Table),
        };
    }
}
