using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.Tests.DataMap;

/// <summary>Live tables, for tests.</summary>
internal static class Tables
{
    public static CatalogueTable Table(string name, params CatalogueColumn[] columns) => new() { Name = name, Columns = columns, PrimaryKey = ["id"] };

    public static CatalogueColumn Column(string name, ValueKind kind = ValueKind.Text) => new() { Name = name, NativeType = NativeType(kind), Kind = kind };

    public static CatalogueColumn Required(string name, ValueKind kind = ValueKind.Text) => Column(name, kind) with { Nullable = false };

    public static CatalogueTable WithKey(this CatalogueTable table, params string[] columns) => table with { PrimaryKey = columns };

    public static CatalogueTable WithUnique(this CatalogueTable table, params string[] columns) => table with { UniqueKeys = [.. table.UniqueKeys, columns] };

    public static CatalogueTable WithForeignKey(this CatalogueTable table, string column, string referenced, ReferentialAction onDelete = ReferentialAction.Refuse) =>
        table.WithForeignKey([column], referenced, ["id"], onDelete);

    public static CatalogueTable WithForeignKey(this CatalogueTable table, string[] columns, string referenced, string[] referencedColumns, ReferentialAction onDelete = ReferentialAction.Refuse) =>
        table with { ForeignKeys = [.. table.ForeignKeys, new CatalogueForeignKey($"{table.Name}_{columns[0]}_fkey", columns, referenced, referencedColumns, onDelete)] };

    private static string NativeType(ValueKind kind) => kind switch
    {
        ValueKind.Text => "text",
        ValueKind.Integer => "bigint",
        ValueKind.Array => "text[]",
        ValueKind.Json => "jsonb",
        _ => "other",
    };
}
