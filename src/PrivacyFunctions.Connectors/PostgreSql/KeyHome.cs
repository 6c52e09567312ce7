using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors.PostgreSql.Formats;
using PrivacyFunctions.Connectors.Sql;

namespace PrivacyFunctions.Connectors.PostgreSql;

/// <summary>Where the keys of one set wait for the statement: few as array parameters, many in a temporary table.</summary>
internal sealed class KeyHome : IAsyncDisposable
{
    /// <summary>Most keys that travel as parameters.</summary>
    public const int MostParameters = 4096;

    private const int ManyToPlan = 500;

    private readonly ValueFormat[] _formats;
    private readonly string[] _sent;
    private IAsyncEnumerator<KeyTuple>? _keys;
    private ServerEncoding? _encoding;

    /// <summary>Prepares a home; reads no key yet.</summary>
    public KeyHome(TargetSet set, int index)
    {
        (Set, Index) = (set, index);
        _formats = [.. set.Targets.Select(target => ValueFormats.Of(target.Column))];
        InForms = set.Targets.Any(target => target.TakenApart) || _formats.Any(format => format.InForms);
        Sieve = new KeySieve(set, Cast);
        Columns = [.. set.Targets.Select(_ => new List<string>())];
        _sent = new string[set.Targets.Count];
    }

    /// <summary>The set.</summary>
    public TargetSet Set { get; }

    /// <summary>Its place in the query.</summary>
    public int Index { get; }

    /// <summary>What lets keys through.</summary>
    public KeySieve Sieve { get; }

    /// <summary>The keys gathered, target by target.</summary>
    public IReadOnlyList<List<string>> Columns { get; }

    /// <summary>Whether there are more keys than were gathered; the next one is then at hand.</summary>
    public bool More { get; private set; }

    /// <summary>Whether the keys lie in the temporary table.</summary>
    public bool InTable { get; private set; }

    /// <summary>Whether there are so many keys, each of one row, that planning should not look at them.</summary>
    public bool PlannedBlindly(CatalogueTable table) => !InTable && Columns[0].Count > ManyToPlan && Set.NamesRowsOf(table);

    /// <summary>Whether comparing depends on the text forms of values.</summary>
    public bool InForms { get; }

    /// <summary>The temporary table.</summary>
    public string Table => $"pg_temp.privacy_keys_{Index}";

    /// <summary>The array parameters, unless the keys lie in the table.</summary>
    public IEnumerable<NpgsqlParameter> Parameters => InTable
        ? []
        : Columns.Select((column, target) => TypeOf(Set.Targets[target]) == "bigint"
            ? new NpgsqlParameter(Name(target), NpgsqlDbType.Array | NpgsqlDbType.Bigint) { Value = column.ConvertAll(key => long.Parse(key, CultureInfo.InvariantCulture)).ToArray() }
            : new NpgsqlParameter(Name(target), NpgsqlDbType.Array | NpgsqlDbType.Text) { Value = column.ToArray() });

    /// <summary>The type in which a target's keys are compared.</summary>
    public static string TypeOf(KeyTarget target) => target.Verified ? "text" : ValueFormats.Of(target.Column).KeyType;

    /// <summary>A key's text as a value of the target is read; null when the column cannot hold it.</summary>
    public static string? Held(KeyTarget target, string key)
    {
        var format = ValueFormats.Of(target.Column);
        // Bytes are sent in hexadecimal text and read in base64.
        return target.Verified || format.KeyType == "bytea" ? key : format.Cast(key);
    }

    /// <summary>A parameter's name, which is also the table's column.</summary>
    public string Name(int target) => $"k{Index}_{target}";

    /// <summary>Reads keys until there are this many or no more.</summary>
    public async Task GatherAsync(int most, CancellationToken cancellation)
    {
        if (_keys is null)
        {
            _keys = Set.Keys.GetAsyncEnumerator(cancellation);
            More = await NextAsync();
        }

        for (; More && Columns[0].Count < most; More = await NextAsync())
            Keep();
    }

    /// <summary>Forgets the keys gathered, to make room for the next.</summary>
    public void Clear()
    {
        foreach (var column in Columns) column.Clear();
    }

    /// <summary>Drops the keys, gathered and to come, that the database cannot store.</summary>
    public void Restrict(ServerEncoding encoding)
    {
        _encoding = encoding;
        for (var row = Columns[0].Count - 1; row >= 0; row--)
        {
            if (Columns.All(column => encoding.CanStore(column[row])) || KeySieve.Drop(Set)) continue;
            foreach (var column in Columns) column.RemoveAt(row);
        }
    }

    /// <summary>Creates the table, for as long as the transaction lasts, and moves all keys into it.</summary>
    public async Task SpillAsync(PostgreSqlSession session, CancellationToken cancellation)
    {
        var columns = Set.Targets.Select((target, index) => $"{Name(index)} {TypeOf(target)}");
        await session.ExecuteAsync($"CREATE TEMPORARY TABLE {Table} ({string.Join(", ", columns)}) ON COMMIT DROP", cancellation);
        await using (var copy = await session.Connection.BeginTextImportAsync($"COPY {Table} FROM STDIN", cancellation))
        {
            for (var row = 0; row < Columns[0].Count; row++)
                await CopyRow.WriteAsync(copy, [.. Columns.Select(column => column[row])], cancellation);
            for (; More; More = await NextAsync())
            {
                if (_encoding?.CanStore(string.Concat(_sent)) != false) await CopyRow.WriteAsync(copy, _sent, cancellation);
            }
        }

        // Hashes know no longest key, as trees do.
        await session.ExecuteAsync($"CREATE INDEX ON {Table} USING hash ({Name(0)}); ANALYZE {Table}", cancellation);
        InTable = true;
        Clear();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _keys?.DisposeAsync() ?? ValueTask.CompletedTask;

    private string? Cast(KeyTarget target, string key) =>
        target.Verified
            ? key.Contains('\0', StringComparison.Ordinal) ? null : key
            : FormatOf(target).Cast(key);

    private ValueFormat FormatOf(KeyTarget target)
    {
        for (var i = 0; ; i++)
        {
            if (ReferenceEquals(Set.Targets[i], target)) return _formats[i];
        }
    }

    private void Keep()
    {
        if (_encoding?.CanStore(string.Concat(_sent)) == false && !KeySieve.Drop(Set)) return;
        for (var i = 0; i < _sent.Length; i++)
            Columns[i].Add(_sent[i]);
    }

    private async ValueTask<bool> NextAsync()
    {
        while (await _keys!.MoveNextAsync())
        {
            if (Sieve.TryPass(_keys.Current, _sent)) return true;
        }

        return false;
    }
}
