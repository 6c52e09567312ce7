using PrivacyFunctions.Connectors.PostgreSql.Changes;

namespace PrivacyFunctions.Connectors.PostgreSql;

/// <summary>What the catalogue is asked; every query yields the table's oid first.</summary>
internal static class CatalogueQueries
{
    /// <summary>Schema, name, whether rows can be written, whether it stores rows itself or in partitions, whether nothing else changes when they do, whether it ever had triggers.</summary>
    public const string Tables = $"""
        SELECT c.oid, n.nspname::text, c.relname::text,
               c.relkind IN ('r', 'p') OR (c.relkind IN ('v', 'f') AND pg_relation_is_updatable(c.oid, true) & 20 = 20),
               c.relkind IN ('r', 'p'),
               {ReachQueries.IsAlone},
               c.relhastriggers
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
          AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') AND n.nspname NOT LIKE 'pg\_temp\_%'
          AND has_schema_privilege(n.oid, 'USAGE')
        """;

    /// <summary>
    /// Number, name, type (of a domain, the one beneath), whether an enumeration, nullable, length, generated, checked, compared
    /// loosely, in a unique index. A CHECK that tests for a value or counts nulls is taken to forbid them (its text is not asked for:
    /// that fails while others change the schema), as is a unique index in which nulls are equal.
    /// </summary>
    public const string Columns = """
        WITH RECURSIVE beneath AS (
            SELECT t.oid AS domain, t.typbasetype AS base, t.typtypmod AS modifier, t.typnotnull AS required, t.oid AS step
            FROM pg_type t WHERE t.typtype = 'd'
            UNION ALL
            SELECT b.domain, t.typbasetype, CASE WHEN b.modifier >= 0 THEN b.modifier ELSE t.typtypmod END, b.required OR t.typnotnull, t.oid
            FROM beneath b JOIN pg_type t ON t.oid = b.base AND t.typtype = 'd'
        ), domains AS (
            SELECT b.domain, bool_or(b.required) AS required,
                   bool_or(EXISTS (SELECT FROM pg_constraint k WHERE k.contypid = b.step AND k.contype = 'c')) AS checked,
                   bool_or(EXISTS (SELECT FROM pg_constraint k WHERE k.contypid = b.step AND k.contype = 'c' AND k.conbin::text ~ ':nulltesttype 1|:boolop not.*:nulltesttype')) AS demanded,
                   (array_agg(b.base ORDER BY t.typtype = 'd'))[1] AS base, (array_agg(b.modifier ORDER BY t.typtype = 'd'))[1] AS modifier
            FROM beneath b JOIN pg_type t ON t.oid = b.base GROUP BY b.domain
        ), uniques AS (
            SELECT i.indrelid, u.number, bool_or(coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false)) AS nulls_equal
            FROM pg_index i CROSS JOIN LATERAL (
                SELECT k.number FROM unnest((i.indkey::int2[])[0:i.indnkeyatts - 1]) AS k(number)
                UNION SELECT d.refobjsubid::int2 FROM pg_depend d
                WHERE d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid AND d.refclassid = 'pg_class'::regclass
                  AND d.refobjid = i.indrelid AND d.refobjsubid > 0 AND (i.indexprs IS NOT NULL OR i.indpred IS NOT NULL)) u
            WHERE i.indisunique GROUP BY i.indrelid, u.number
        )
        SELECT a.attrelid, a.attnum, a.attname::text, format_type(t.oid, v.modifier), t.typtype = 'e',
               NOT (a.attnotnull OR coalesce(d.required OR d.demanded, false)
                   OR EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = a.attrelid AND k.contype = 'c' AND a.attnum = ANY (k.conkey)
                              AND k.conbin::text ~ ':nulltesttype 1|:boolop not.*:nulltesttype|:funcid (438|440) ')
                   OR coalesce(u.nulls_equal, false)),
               CASE WHEN t.typname IN ('varchar', 'bpchar') AND v.modifier > 4 THEN v.modifier - 4 END,
               a.attgenerated <> '' OR a.attidentity = 'a',
               t.typtype = 'e' OR coalesce(d.checked, false)
                   OR EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = a.attrelid AND k.contype = 'c' AND a.attnum = ANY (k.conkey)),
               NOT coalesce(l.collisdeterministic, true) OR coalesce(e.typname, t.typname) = 'citext',
               u.number IS NOT NULL
        FROM pg_attribute a
        JOIN pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
        LEFT JOIN domains d ON d.domain = a.atttypid
        JOIN pg_type t ON t.oid = coalesce(d.base, a.atttypid)
        LEFT JOIN pg_type e ON e.oid = t.typelem AND t.typcategory = 'A'
        LEFT JOIN pg_collation l ON l.oid = a.attcollation
        LEFT JOIN uniques u ON u.indrelid = a.attrelid AND u.number = a.attnum
        CROSS JOIN LATERAL (SELECT CASE WHEN d.domain IS NULL THEN a.atttypmod ELSE d.modifier END AS modifier) v
        WHERE a.attnum > 0 AND NOT a.attisdropped
        ORDER BY a.attrelid, a.attnum
        """;

    /// <summary>Whether primary, and the numbers of the columns; only keys over whole columns that hold for all rows.</summary>
    public const string Keys = """
        SELECT i.indrelid, i.indisprimary, (i.indkey::int2[])[0:i.indnkeyatts - 1]
        FROM pg_index i
        WHERE i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL
        ORDER BY i.indrelid, i.indexrelid
        """;

    /// <summary>Name, own columns, the other table's schema, name and columns, action on delete.</summary>
    public const string ForeignKeys = """
        SELECT k.conrelid, k.conname::text, k.conkey, n.nspname::text, r.relname::text,
               ARRAY(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY AS u(number, place)
                     JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.number ORDER BY u.place),
               k.confdeltype::text
        FROM pg_constraint k JOIN pg_class r ON r.oid = k.confrelid JOIN pg_namespace n ON n.oid = r.relnamespace
        WHERE k.contype = 'f' AND k.conparentid = 0
        ORDER BY k.conrelid, k.conname
        """;

    /// <summary>Name, whether deletions and updates fire it, and its function's text; rules that rewrite them count too.</summary>
    public const string Triggers = """
        SELECT g.tgrelid, g.tgname::text, g.tgtype & 8 <> 0, g.tgtype & 16 <> 0, p.prosrc
        FROM pg_trigger g JOIN pg_proc p ON p.oid = g.tgfoid WHERE NOT g.tgisinternal AND g.tgenabled <> 'D'
        UNION ALL
        SELECT r.ev_class, r.rulename::text, r.ev_type = '4', r.ev_type = '2', NULL
        FROM pg_rewrite r WHERE r.ev_type IN ('2', '3', '4')
        ORDER BY 1, 2
        """;
}
