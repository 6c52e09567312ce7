namespace PrivacyFunctions.Connecting;

/// <summary>An enforced foreign key.</summary>
/// <param name="Name">The constraint's name, or a made-up stable one where the system has none.</param>
/// <param name="Columns">The holder's columns.</param>
/// <param name="ReferencedTable">The referenced table, named as in <see cref="CatalogueTable.Name"/>.</param>
/// <param name="ReferencedColumns">The referenced columns, in the order of <paramref name="Columns"/>.</param>
/// <param name="OnDelete">What deleting a referenced row does to this table's rows.</param>
public sealed record CatalogueForeignKey(
    string Name,
    IReadOnlyList<string> Columns,
    string ReferencedTable,
    IReadOnlyList<string> ReferencedColumns,
    ReferentialAction OnDelete);
