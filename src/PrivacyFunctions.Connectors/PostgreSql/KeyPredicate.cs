using Npgsql;
using NpgsqlTypes;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors.PostgreSql.Formats;
using PrivacyFunctions.Connectors.Sql;

namespace PrivacyFunctions.Connectors.PostgreSql;

/// <summary>The condition that a row's fields hold one of a set's keys; for verified sets, that they may.</summary>
internal sealed class KeyPredicate(KeyHome home)
{
    /// <summary>Name of the parameter with the characters that do not count around an e-mail address.</summary>
    public const string Blanks = "blanks";

    private readonly List<NpgsqlParameter> _parameters = [];

    /// <summary>Parameters besides the keys: paths into documents.</summary>
    public IReadOnlyList<NpgsqlParameter> Parameters => _parameters;

    /// <summary>The condition on the row <c>t</c>.</summary>
    public string Build()
    {
        var targets = home.Set.Targets;
        if (targets.Count == 1 || (home.Set.Verified && !targets.Any(target => target.TakenApart)) || targets.Any(target => target.InDocument && !IsBinaryJson(target)))
            return string.Join(" AND ", targets.Select(Single));
        return Elementwise(targets);
    }

    /// <summary>All parts of one key in one element, with what stands outside: what is found by index comes first.</summary>
    private string Elementwise(IReadOnlyList<KeyTarget> targets)
    {
        var values = new string[targets.Count];
        var sources = new List<string>();
        foreach (var (index, target) in targets.Index().Where(target => !target.Item.InDocument))
        {
            if (target.InArray) sources.Add($"unnest({Column(target)}) AS e{index}(v)");
            values[index] = Value(target, target.InArray ? $"e{index}.v" : Column(target));
        }

        foreach (var document in targets.Index().Where(target => target.Item.InDocument).GroupBy(target => target.Item.Column.Name, StringComparer.Ordinal))
        {
            var parts = document.ToList();
            var shared = Shared([.. parts.Select(part => part.Item.Path)]);
            sources.Add($"{Nested(Document(parts[0].Item), parts[0].Item.Path.Take(shared), $"d{parts[0].Index}")} AS d{parts[0].Index}(v)");
            foreach (var (index, target) in parts)
            {
                sources.Add($"{Nested($"d{parts[0].Index}.v", target.Path.Skip(shared), $"{index}")} AS e{index}(v)");
                values[index] = Value(target, Scalar($"e{index}.v"));
            }
        }

        var whole = Whole(values);
        if (sources.Count == 0) return whole;
        var plain = targets.Index().Where(target => !target.Item.TakenApart).Select(target => $"{Single(target.Item, target.Index)} AND ");
        return $"{string.Concat(plain)}EXISTS (SELECT FROM {string.Join(", ", sources)} WHERE {whole})";
    }

    private static int Shared(IReadOnlyList<IReadOnlyList<string>> paths)
    {
        var length = 0;
        while (paths.All(path => path.Count > length && path[length] == paths[0][length])) length++;
        return length;
    }

    private string Whole(string[] values)
    {
        if (home.InTable)
            return $"EXISTS (SELECT FROM {home.Table} AS k WHERE {string.Join(" AND ", values.Select((value, index) => $"k.{home.Name(index)} = {value}"))})";
        var types = home.Set.Targets.Select(KeyHome.TypeOf).ToList();
        var keys = string.Join(", ", types.Select((type, index) => $"@{home.Name(index)}::{type}[]"));
        // The first value alone finds an index where the whole key would not.
        return $"{values[0]} = ANY(@{home.Name(0)}::{types[0]}[]) AND ({string.Join(", ", values)}) IN (SELECT * FROM unnest({keys}))";
    }

    private string Single(KeyTarget target, int index)
    {
        var column = Column(target);
        if (!target.InDocument)
        {
            if (!target.InArray) return Holds(target, column, index);
            return $"EXISTS (SELECT FROM unnest({column}) AS e(v) WHERE {Holds(target, "e.v", index)})";
        }

        if (!IsBinaryJson(target)) return Mentions(target, column, index);
        return $"EXISTS (SELECT FROM {Nested(Document(target), target.Path, $"{index}")} AS e(v) WHERE {Holds(target, Scalar("e.v"), index)})";
    }

    // The server takes these apart without failing, whatever they hold.
    private static bool IsBinaryJson(KeyTarget target) => target.Column.NativeType == "jsonb" || target.Column.Kind == ValueKind.Array;

    private static string Document(KeyTarget target) => target.Column.Kind == ValueKind.Array ? $"to_jsonb({Column(target)})" : Column(target);

    private static string Scalar(string value) => $"CASE jsonb_typeof({value}) WHEN 'number' THEN trim_scale(({value} #>> '{{}}')::numeric)::text ELSE {value} #>> '{{}}' END";

    private string Nested(string document, IEnumerable<string> path, string name)
    {
        var parameter = new NpgsqlParameter($"path{home.Index}_{name}", NpgsqlDbType.Text) { Value = JsonPath.Of([.. path]) };
        _parameters.Add(parameter);
        return $"jsonb_path_query({document}, @{parameter.ParameterName}::jsonpath)";
    }

    private string Value(KeyTarget target, string value) => target.Verified ? Candidate(target, value) : Exact(target, value);

    private string Holds(KeyTarget target, string value, int index)
    {
        var name = home.Name(index);
        var exact = Value(target, value);
        if (home.InTable) return $"EXISTS (SELECT FROM {home.Table} AS k WHERE k.{name} = {exact})";
        var held = $"{exact} = ANY(@{name}::{KeyHome.TypeOf(target)}[])";
        // What the system calls equal includes what is equal: it finds by index, and the exact comparison decides.
        return !target.Verified && target.Column.LooselyCompared && !target.InArray
            ? $"{value} = ANY(@{name}::{LooseType(target.Column)}[]) AND {held}"
            : held;
    }

    // Text that is not jsonb cannot be taken apart safely by the server (one broken row would fail all): rows that mention a key, or
    // could hide it behind an escape or an exponent, are taken apart here.
    private string Mentions(KeyTarget target, string column, int index)
    {
        var text = target.Comparison is KeyComparison.Exact or KeyComparison.Email ? $"{column}::text" : Folded($"{column}::text");
        var keys = home.InTable ? $"{home.Table} AS k({Names()})" : $"unnest(@{home.Name(index)}) AS k({home.Name(index)})";
        return $@"({column}::text ~ '\\|[0-9][eE]' OR EXISTS (SELECT FROM {keys} WHERE strpos({text} COLLATE ""C"", k.{home.Name(index)}) > 0))";
    }

    private string Candidate(KeyTarget target, string value) => target.Comparison switch
    {
        KeyComparison.Email => LocalPart($"({value})::text"),
        KeyComparison.EmailIgnoringCase => Folded(LocalPart($"({value})::text")),
        KeyComparison.IgnoringCase => Folded($"({value})::text"),
        _ => $@"({value})::text COLLATE ""C""",
    };

    private static string LocalPart(string text) => $@"split_part(ltrim({text} COLLATE ""C"", @{Blanks}), '@', 1)";

    private string Folded(string text) => home.Sieve.BeyondAscii
        ? $@"lower(regexp_replace({text} COLLATE ""C"", '[^\x01-\x7f]', '', 'g'))"
        : $@"lower({text} COLLATE ""C"")";

    private static string Exact(KeyTarget target, string value)
    {
        var format = ValueFormats.Of(target.Column);
        if (target.Column.LooselyCompared) return $@"{value}::text COLLATE ""C""";
        // The cast to text of some types says more than their text form does: a network's mask, for one.
        return format.ComparesNatively ? value : $"format('%s', {value})";
    }

    private static string LooseType(CatalogueColumn column) =>
        column.NativeType == "citext" || column.NativeType.EndsWith(".citext", StringComparison.Ordinal) ? column.NativeType : "text";

    private static string Column(KeyTarget target) => $"t.{SqlName.Quote(target.Column.Name)}";

    private string Names() => string.Join(", ", home.Set.Targets.Select((_, index) => home.Name(index)));
}
