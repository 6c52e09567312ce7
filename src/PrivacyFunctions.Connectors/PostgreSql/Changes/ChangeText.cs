using PrivacyFunctions.Connectors.Sql;
using PrivacyFunctions.Connectors.Sql.Changes;

namespace PrivacyFunctions.Connectors.PostgreSql.Changes;

/// <summary>The statement of a change, for people to read.</summary>
internal static class ChangeText
{
    /// <summary>With parameter names in place of values.</summary>
    public static string Of(ResolvedChange change)
    {
        var homes = change.Sets.Select((set, index) => new KeyHome(set, index)).ToList();
        if (change.Deletes) return new DeleteStatement(change.Table, homes, limit: null, counted: false).Text;
        var condition = string.Join(" OR ", homes.Select(home => $"({new KeyPredicate(home).Build()})"));
        var columns = change.Masks!.Columns.Select((column, index) =>
            $"{SqlName.Quote(column.Column.Name)} = {(column is { Fixed: true, FixedText: null } ? "NULL" : $"@v{index}")}");
        return $"UPDATE {SqlName.Quote(change.Table.Path)} AS t SET {string.Join(", ", columns)} WHERE {condition}";
    }
}
