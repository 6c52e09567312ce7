using PrivacyFunctions.Connectors.Sql;
using PrivacyFunctions.Connectors.Sql.Changes;

namespace PrivacyFunctions.Connectors.Sqlite.Changes;

/// <summary>The statement of a change, for people to read: the rows that have one of the keys are found first, and changed by their numbers.</summary>
internal static class ChangeText
{
    /// <summary>With the keys' table in place of values.</summary>
    public static string Of(ResolvedChange change)
    {
        var row = change.Table.RowIdentifier is { } number ? [number] : change.Table.PrimaryKey.Select(SqlName.Quote).ToList();
        var query = new ResolvedQuery
        {
            Table = change.Table,
            Fields = change.Table.RowIdentifier is null ? [.. change.Table.PrimaryKey.Select(name => change.Table.Find(name)!)] : [],
            IsKey = [],
            Sets = change.Sets,
            RowCap = long.MaxValue,
        };
        var found = new SelectStatement(query, [.. change.Sets.Select((set, index) => new KeyTable(set, index))], []).Text;
        var condition = $"({string.Join(", ", row.Select(place => $"t.{place}"))}) IN ({found})";
        if (change.Deletes) return $"DELETE FROM {SqlName.Quote(change.Table.Path)} AS t WHERE {condition}";
        var columns = change.Masks!.Columns.Select((column, index) =>
            $"{SqlName.Quote(column.Column.Name)} = {(column is { Fixed: true, FixedText: null } ? "NULL" : $"$v{index}")}");
        return $"UPDATE {SqlName.Quote(change.Table.Path)} AS t SET {string.Join(", ", columns)} WHERE {condition}";
    }
}
