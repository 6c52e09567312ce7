using Npgsql;
using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.Connectors.PostgreSql.Changes;

/// <summary>What the catalogue is asked before rows are changed.</summary>
internal static class ReachQueries
{
    /// <summary>
    /// Where deleting from a table (<c>@schema</c>, <c>@table</c>; if <c>@deletes</c>) and changing its <c>@columns</c> leads by foreign keys: oid of the table or partition, schema and name of the whole table, whether it is the table itself (a partition, or what a view
    /// shows), whether a trigger or rule can do more, and whether policies
    /// decide row by row.
    /// </summary>
    public const string Reach = """
        WITH RECURSIVE own(oid) AS (
            SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = @schema AND c.relname = @table
            UNION
            SELECT x.oid FROM own CROSS JOIN LATERAL (
                SELECT i.inhrelid FROM pg_inherits i WHERE i.inhparent = own.oid
                UNION ALL
                SELECT d.refobjid FROM pg_rewrite w JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid
                WHERE w.ev_class = own.oid AND w.ev_type = '1' AND d.refclassid = 'pg_class'::regclass AND d.refobjid <> own.oid) AS x(oid)
        ), reached(oid, gone) AS (
            SELECT oid, @deletes FROM own
            UNION
            SELECT k.conrelid, k.confdeltype = 'c' AND r.gone
            FROM reached r JOIN pg_constraint k ON k.confrelid = r.oid AND k.contype = 'f'
            WHERE (r.gone AND k.confdeltype IN ('c', 'n', 'd'))
               OR (k.confupdtype IN ('c', 'n', 'd') AND r.oid IN (SELECT oid FROM own) AND EXISTS (
                   SELECT FROM pg_attribute a WHERE a.attrelid = k.confrelid AND a.attnum = ANY (k.confkey) AND a.attname = ANY (@columns)))
        )
        SELECT r.oid, n.nspname::text, c.relname::text, r.oid IN (SELECT oid FROM own),
               EXISTS (SELECT FROM pg_trigger g WHERE g.tgrelid = r.oid AND NOT g.tgisinternal AND g.tgenabled <> 'D' AND g.tgtype & 24 <> 0)
                   OR EXISTS (SELECT FROM pg_rewrite w WHERE w.ev_class = r.oid AND w.ev_type IN ('2', '4')),
               (SELECT own.relrowsecurity FROM pg_class own WHERE own.oid = r.oid)
        FROM (SELECT oid FROM reached GROUP BY oid) r
        JOIN pg_class c ON c.oid = coalesce(pg_partition_root(r.oid), r.oid) JOIN pg_namespace n ON n.oid = c.relnamespace
        """;

    /// <summary>
    /// Whether nothing but the rows of a table <c>c</c> can change: an ordinary table without partitions, rules and policies, whose only triggers
    /// are those of foreign keys that merely check or refuse.
    /// </summary>
    public const string IsAlone = $"""
        {IsOrdinary} AND NOT EXISTS (
            SELECT FROM pg_trigger g WHERE g.tgrelid = c.oid AND g.tgfoid NOT IN (
                '"RI_FKey_check_ins"'::regproc, '"RI_FKey_check_upd"'::regproc, '"RI_FKey_noaction_del"'::regproc,
                '"RI_FKey_noaction_upd"'::regproc, '"RI_FKey_restrict_del"'::regproc, '"RI_FKey_restrict_upd"'::regproc))
        """;

    /// <summary>The same of one table.</summary>
    public const string Alone = $"SELECT {IsAlone} {OfTable}";

    private const string IsOrdinary = "c.relkind = 'r' AND NOT (c.relispartition OR c.relhassubclass OR c.relhasrules OR c.relrowsecurity)";
    private const string OfTable = "FROM pg_class c WHERE c.oid = to_regclass(format('%I.%I', @schema, @table))";

    /// <summary>The state of the failure of <see cref="Require"/>.</summary>
    public const string Altered = PostgresErrorCodes.InvalidTextRepresentation;

    /// <summary>An expression that fails, with words for whoever reads the server's log, unless a change of rows has still no more side effects than these.</summary>
    public static string Require(SideEffects effects)
    {
        var still = effects switch
        {
            SideEffects.None => $"SELECT {IsOrdinary} AND NOT c.relhastriggers {OfTable}",
            SideEffects.Refusal => Alone,
            _ => throw new ArgumentOutOfRangeException(nameof(effects)),
        };
        return $"(CASE WHEN ({still}) THEN 'true' ELSE 'the table was altered since it was described' END)::boolean";
    }

    /// <summary>The parameters that name a table.</summary>
    public static NpgsqlParameter[] Named(CatalogueTable table) =>
        [new NpgsqlParameter("schema", table.Path[0]), new NpgsqlParameter("table", table.Path[1])];

    /// <summary>
    /// What the session changed so far, table by table, as the server counts it: oid, schema and name of the whole table, rows updated, rows
    /// deleted.
    /// </summary>
    public const string Counts = """
        SELECT s.oid, n.nspname::text, c.relname::text, s.updated, s.deleted
        FROM (SELECT oid, pg_stat_get_xact_tuples_updated(oid) AS updated, pg_stat_get_xact_tuples_deleted(oid) AS deleted
              FROM pg_class WHERE relkind IN ('r', 'm') AND relnamespace <> 'pg_catalog'::regnamespace AND relpersistence <> 't') s
        JOIN pg_class c ON c.oid = coalesce(pg_partition_root(s.oid), s.oid) JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE s.updated + s.deleted > 0
        """;
}
