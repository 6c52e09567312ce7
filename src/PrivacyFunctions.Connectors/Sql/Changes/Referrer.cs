using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.Connectors.Sql.Changes;

/// <summary>A foreign key that refuses to let referenced rows go, or must not take its own rows along.</summary>
/// <param name="Holder">The table that refers.</param>
/// <param name="Key">Its foreign key.</param>
internal sealed record Referrer(CatalogueTable Holder, CatalogueForeignKey Key)
{
    /// <summary>Whether rows refer to rows of their own table.</summary>
    public bool Inner => Holder.Name == Key.ReferencedTable;

    /// <summary>Those that refer to a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="catalogue">All tables.</param>
    /// <param name="protecting">Keys that count although they would not refuse.</param>
    public static IEnumerable<Referrer> Of(CatalogueTable table, Catalogue catalogue, IReadOnlyList<KeptReferrer> protecting) =>
        from holder in catalogue.Tables
        from key in holder.ForeignKeys
        where string.Equals(key.ReferencedTable, table.Name, StringComparison.Ordinal)
        where key.OnDelete == ReferentialAction.Refuse || protecting.Any(kept => kept.Table == holder.Name && kept.ForeignKey == key.Name)
        select new Referrer(holder, key);

    /// <summary>That the row <c>h</c> of the holder refers to the row <c>t</c>.</summary>
    public string Condition() => string.Join(
        " AND ", Key.Columns.Zip(Key.ReferencedColumns, (own, referenced) => $"h.{SqlName.Quote(own)} = t.{SqlName.Quote(referenced)}"));
}
