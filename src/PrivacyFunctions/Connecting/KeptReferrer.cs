namespace PrivacyFunctions.Connecting;

/// <summary>
/// An enforced foreign key over which rows that stay may refer to rows that are to be deleted: a row so referred to is not deleted, whatever the
/// key would do, because it must not take rows of others with it.
/// </summary>
/// <param name="Table">The holder's table, named as in <see cref="CatalogueTable.Name"/>. Where it is the changed table itself, rows that are deleted
/// together do not protect each other.</param>
/// <param name="ForeignKey">The key's name in the holder's <see cref="CatalogueTable.ForeignKeys"/>.</param>
/// <param name="Columns">The holder's columns.</param>
/// <param name="ReferencedColumns">The referred columns, in the order of <paramref name="Columns"/>.</param>
public sealed record KeptReferrer(string Table, string ForeignKey, IReadOnlyList<string> Columns, IReadOnlyList<string> ReferencedColumns);
